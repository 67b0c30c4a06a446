"""The invented pupils of Furulia skole: names that could stand on a Norwegian class list.

Given and family names are put together freely; nobody in particular is meant. A class list is
written in Windows-1252, as Excel writes it, so every name can be written in that character set.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from skolemiljo_analytics.names import PersonName
from skolemiljo_analytics.vocabulary import Gender

__all__ = ["Pupil", "pupils_of"]

_GENDERS = {"j": Gender.GIRL, "g": Gender.BOY, "-": None}
_FIRST_DAYS = {"5": date(2021, 8, 19), "7": date(2019, 8, 19)}

_LISTS = {
    "5A": """
        Abdi, Ikram, j
        Amundsen, Sofie, j
        Berntsen, Oliver, g
        Bui, Minh Anh, j
        Dahle, Jakob, g
        Eliassen, Ella, j
        Farah, Yusuf, g
        Grønvold, Theodor, g
        Gundersen, Iben, j
        Hætta, Ánte, g
        Hussain, Zara, j
        Iversen, Live, j
        Jaworska, Hanna, j, 2025-08-18
        Kamara, Fatou, j
        Karlsen, Noah, g
        Kovalenko, Danylo, g
        Lie, Astrid, j
        Mahamed, Ayaan, g
        Myklebust, Sofie, j
        Nygård, Mathias, g
        Omar, Sumaya, j
        Pettersen, Emil, g, , 2025-12-19
        Rajan, Kavin, g
        Sandvik, Håkon, g
        Solheim, Vilde, j
        Tangen, Johannes, g
        Yildiz, Elif, j
        """,
    "5B": """
        Ali, Mohammed, g
        Antonsen, Tiril, j
        Bakken, Ulrik, g
        Bondarenko, Sofiia, j
        Chaudhry, Ibrahim, g
        Dang, Bao, g
        Engebretsen, Selma, j
        Falch-Nilsen, Kasper, g
        Gjerde, Oda, j
        Haugen, Isak, g
        Hoang, Linh, j
        Jørstad, Alva, j
        Kaya, Deniz, -
        Kristoffersen, Jens, g
        Larsen, Mie, j, , 2025-06-20
        Lund, Ådne, g
        Mikkelsen, Aurora, j
        Nilut, Máret, j
        Osman, Hodan, j
        Pedersen, Odin, g
        Qureshi, Maryam, j
        Rustad, Eskil, g
        Siva, Anjali, j
        Skaar, Tuva, j
        Szymanski, Kacper, g
        Ulvestad, Ludvig, g, 2025-08-18
        Warsame, Bilal, g
        """,
    "7A": """
        Aas, Ingrid, j
        Ahmadi, Parwin, j
        Bjørnstad, Sander, g
        Brekke, Thea, j
        Csonka, Réka, j
        Demir, Emre, g
        Ellingsen, Magnus, g
        Fjeld, Sigrid, j
        Guttormsen, Niljá, j
        Hagen, Filip, g
        Hassan, Abdirahman, g
        Holm-Eriksen, Mia, j
        Jensen, Tobias, g
        Kaur, Simran, j
        Kjøs, Aksel, g
        Le, Quan, g
        Lindqvist, Märta, j
        Malik, Hamza, g
        Moen, Julie, j
        Nowak, Julia, j, , 2025-06-20
        Paulsen, Henrik, g
        Rød, Amalie, j
        Said, Layla, j
        Strøm, William, g
        Tadesse, Saron, j, 2026-01-05
        Thoresen, Even, g
        Vang, Jonas, g
        Zielinski, Szymon, g
        """,
    "7B": """
        Alvsåker, Maria, j
        Andreassen, Leon, g
        Aziz, Haron, g
        Bergersen, Amina, j
        Christensen, Oskar, g
        Dalby, Frida, j
        Eide, Lars-Erik, g
        Fredriksen, Jenny, j
        Gebremedhin, Natnael, g
        Haddad, Yasmin, j
        Helgesen, Victor, g
        Isaksen, Ronja, j
        Jama, Amina, j
        Johnsen, Elias, g
        Kowalczyk, Antoni, g
        Løkken, Marte, j
        Mathisen, Adrian, g
        Nguyen, Thanh, g
        Olsen, Emma, j
        Özdemir, Ela, j
        Persen, Jovnna, g
        Ramanathan, Nila, j
        Shevchenko, Daryna, j, 2025-08-18
        Sørlie, Benjamin, g
        Tveit, Hedda, j, , 2025-12-19
        Wold, Andreas, g
        """,
    "7C": """
        Aamodt, Sara, j
        Aronsen, Mikkel, g
        Bashir, Nadia, j
        Bråten, Herman, g
        Cabrera, Lucía, j
        Dybdahl, Ida, j
        Elmi, Zakaria, g
        Evensen, Sondre, g
        Foss, Hannah, j
        Gulbrandsen, Felix, g
        Hermansen, Maja, j
        Huynh, Kim, j
        Jakobsen, Lukas, g
        Kapoor, Rohan, g
        Knutsen, Eline, j
        Lysenko, Maksym, g, 2025-08-18
        Mehmood, Aisha, j
        Nordby, Iver, g
        Øverland, Leah, j
        Pham, Long, g
        Reitan-Moe, Sivert, g
        Sarri, Sunná, j
        Skogstad, Hermine, j
        Tahir, Danyal, g
        Thomassen, Kaja, j, , 2025-06-20
        Wójcik, Alan, g
        Yusuf, Hafsa, j
        """,
}


@dataclass(frozen=True)
class Pupil:
    """One invented pupil: name, gender as the list gives it, first and last day in the class."""

    name: PersonName
    gender: Gender | None
    joined: date
    left: date | None = None

    def present_on(self, day: date) -> bool:
        """Tell whether the pupil belongs to the class that day."""
        return self.joined <= day and (self.left is None or day <= self.left)


def pupils_of(class_id: str) -> tuple[Pupil, ...]:
    """Return everyone who has been in the class, in the order of the class list."""
    lines = (line.strip() for line in _LISTS[class_id].strip().splitlines())
    return tuple(_pupil(line, _FIRST_DAYS[class_id[0]]) for line in lines)


def _pupil(line: str, first_day: date) -> Pupil:
    family, given, letter, *days = (part.strip() for part in line.split(","))
    joined, left = (*days, "", "")[:2]
    return Pupil(
        PersonName(family, given),
        _GENDERS[letter],
        date.fromisoformat(joined) if joined else first_day,
        date.fromisoformat(left) if left else None,
    )
