"""What a column is, by the words of its heading: bokmål, nynorsk and English."""

from __future__ import annotations

import re
import unicodedata

from skolemiljo_analytics.tables.report import ColumnRole

__all__ = ["asks_what_is_sensitive", "fold_heading", "rank_in_heading", "role_of_heading"]

_ROLES: dict[ColumnRole, str] = {
    ColumnRole.RESPONDENT: """
        navn|namn|name|elev|eleven|elevnavn|elevnamn|elevens navn|namnet til eleven|fullt navn
        fullt namn|fullstendig navn|full name|ditt navn|navnet ditt|namnet ditt|hva heter du
        kva heiter du|hva er navnet ditt|kva er namnet ditt|what is your name|your name|student
        pupil|student name|pupil name|fornavn og etternavn|for og etternavn|førenamn og etternamn
        skriv navnet ditt|skriv namnet ditt|hvem er du|kven er du|who are you|respondent
        fra|frå|from|source|kilde|kjelde|velger|veljar|hvem velger|kven vel|fra elev|frå elev|giver
        elevens fulle navn|etternavn fornavn|etternamn førenamn|last name first name
        hva er navnet ditt fornavn og etternavn|first and last name|deltaker""",
    ColumnRole.GIVEN_NAME: "fornavn|førenamn|fornamn|first name|given name|forename|firstname",
    ColumnRole.FAMILY_NAME: """
        etternavn|etternamn|surname|last name|family name|slektsnavn|slektsnamn|lastname""",
    ColumnRole.CLASS: """
        klasse|klassenavn|klassenamn|class|basisgruppe|klassegruppe|klassekode|gruppenavn|gruppe
        feide gruppe|feidegruppe|din klasse|hvilken klasse går du i|kva klasse går du i|klassa di
        klassen din|klasse gruppe|class name|kontaktlærergruppe|gruppe id|gruppeid""",
    ColumnRole.GENDER: "kjønn|kjonn|gender|sex",
    ColumnRole.JOINED: """
        startdato|start dato|innmeldt|fra dato|frå dato|begynte|start date|joined|innmeldingsdato
        byrja|startet|gyldig fra""",
    ColumnRole.LEFT: """
        sluttdato|slutt dato|utmeldt|til dato|sluttet|slutta|end date|left|utmeldingsdato
        gyldig til""",
    ColumnRole.PROTECTED: """
        sperret|sperra|adressesperre|skjermet|skjerma|sperret adresse|sperra adresse|kode 6|kode 7
        fortrolig adresse|fortruleg adresse|hemmelig adresse|gradering|adressegradering|protected
        protected address""",
    ColumnRole.EMAIL: """
        e post|epost|e postadresse|epostadresse|email|email address|e mail|brukernavn|brukarnamn
        feide|feidenavn|feide navn|username|user name|mail""",
    ColumnRole.TIME: """
        tidsmerke|timestamp|fullføringstidspunkt|completion time|date submitted|submitdate|created
        innsendt|levert|tidspunkt|innleveringstidspunkt|dato|date|svardato|datestamp|sendt inn
        tidsstempel|fullføringstid""",
    ColumnRole.TARGET: """
        til|to|target|mål|valgt|vald|hvem blir valgt|kven blir vald|til elev|mottaker|mottakar
        velger hvem|valgte|har valgt|valgt elev""",
    ColumnRole.RELATION: """
        relasjon|relation|spørsmål|question|relasjonstype|relasjonsord|type|tema|forhold""",
    ColumnRole.RANK: "rang|rank|rekkefølge|rekkjefølgje|prioritet|valg nr|val nr|valgnummer",
    ColumnRole.VALUE: "verdi|value|styrke|score|vurdering|rating|vekt|weight|poeng|karakter",
    ColumnRole.ADULT: """
        kontaktlærer|kontaktlærar|lærer|lærar|teacher|kontaktlærere|kontaktlærarar|kontaktlærer 1
        kontaktlærer 2|assistent|form teacher|miljøterapeut""",
    ColumnRole.PLACE: "sted|stad|place|hvor|kvar|where|situasjon",
    ColumnRole.IDENTITY: """
        fødselsnummer|fødselsnr|personnummer|personnr|fnr|d nummer|identitetsnummer|ssn
        fødselsnummer 11 siffer|national id|id nummer|pnr""",
    ColumnRole.SENSITIVE: """
        etnisitet|religion|trossamfunn|trudomssamfunn|livssyn|morsmål|diagnose|diagnoser|helse
        nasjonalitet|landbakgrunn|fødeland|fødselsland|statsborgerskap|spesialundervisning
        spesialpedagogisk hjelp|enkeltvedtak|allergi|allergier|funksjonsnedsettelse
        funksjonsnedsetting
        ethnicity|nationality|diagnosis|health|native language|mother tongue|hudfarge|legning
        innvandrerbakgrunn|innvandrarbakgrunn|medisiner|sykdom|sjukdom|særskilt norsk|samisk""",
    ColumnRole.IGNORE: """
        id|nr|nummer|no|number|response id|svar id|svarid|lastpage|last page|seed|startlanguage
        start language|startspråk|språk|language|submission id|answer time ms|sno|eksternid
        ekstern id
        starttidspunkt|start time|started|startdate|tidspunkt for siste endring|last modified time
        fødselsdato|født|fødselsdag|date of birth|birthdate|birth date|klassetrinn|trinn|skoleår
        skole|skule|school|organisasjonsnummer|foresatt|føresett|foresatte|føresette|foresatt 1
        foresatt 2|telefon|mobil|mobiltelefon|adresse|postnummer|poststed|poststad|ip adresse
        ipaddr|refurl|poengsum|totalpoengsum|tilbakemelding til test|tilbakemelding|total points
        quiz feedback|grade posted time|tidspunkt for offentliggjøring av karakter|alder|age|merknad
        merknader|kommentar fra lærer|snitt|gjennomsnitt|mean|average|sum|totalt|antall|tal på
        interviewtime|group time""",
}  # fmt: skip

_SENSITIVE_WORDS = re.compile(
    r"religi|livssyn|trossamfunn|trudom|etnisk|etnisit|ethnic|hudfarge|nasjonalitet|statsborger"
    r"|morsmål|mother tongue|diagnos|sykdom|sjukdom|illness|disease|allergi|medisin|medicin"
    r"|funksjonsneds|disabilit|legning|innvandr|\b(?:helsa|helsen|helse) (?:di|din|mi|min)\b"
    r"|\b(?:din|min) helse\b|your health|sexual"
)
"""Words of a question about what may not be imported without a reason."""

_BY_WORDS = {
    heading.strip(): role
    for role, words in _ROLES.items()
    for heading in words.replace("\n", "|").split("|")
    if heading.strip()
}
_RANK = re.compile(r"\b(?:(\d{1,2})\s*(?:valg|val|choice)|(?:valg|val|choice)\s*(\d{1,2}))\b")
_WORDS_FOR_RANK = {
    "første": 1, "fyrste": 1, "andre": 2, "tredje": 3, "fjerde": 4, "femte": 5,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5,
}  # fmt: skip
_RANK_WORD = re.compile(rf"\b({'|'.join(_WORDS_FOR_RANK)})\s*(?:valg|val|choice)\b")


def fold_heading(heading: str) -> str:
    """Return a heading for comparing: lower case, one unicode form, words only."""
    text = unicodedata.normalize("NFKC", heading).lower()
    return " ".join(re.findall(r"[^\W_]+", text))


def role_of_heading(heading: str) -> ColumnRole | None:
    """Return the role a heading names, or None where the words are not known.

    Examples
    --------
    >>> role_of_heading("Tidsmerke")
    <ColumnRole.TIME: 'time'>
    """
    folded = fold_heading(heading)
    if folded in _BY_WORDS:
        return _BY_WORDS[folded]
    without = re.sub(r"\s+\d+$", "", folded)
    return _BY_WORDS.get(without)


def asks_what_is_sensitive(heading: str) -> bool:
    """Tell whether a heading asks about ethnicity, religion or health, by its words."""
    return bool(_SENSITIVE_WORDS.search(fold_heading(heading)))


def rank_in_heading(heading: str) -> tuple[int | None, str]:
    """Return the rank that ``2. valg`` names, and the heading without it.

    Examples
    --------
    >>> rank_in_heading("Friminutt - 2. valg")
    (2, 'friminutt')
    """
    folded = fold_heading(heading)
    found = _RANK.search(folded)
    if found:
        rank = int(found.group(1) or found.group(2))
    else:
        found = _RANK_WORD.search(folded)
        if not found:
            return None, folded
        rank = _WORDS_FOR_RANK[found.group(1)]
    rest = f"{folded[: found.start()]} {folded[found.end() :]}"
    return rank, " ".join(rest.split())
