// Says Streamlit's built-in words in the reader's language and keeps <html lang> as chosen.
// What people wrote (names, answers, our own text) is never touched.
(() => {
  const words = __WORDS__;
  const rules = {};
  for (const language of Object.keys(words)) {
    rules[language] = Object.entries(words[language]).map(([p, r]) => [new RegExp(p), r]);
  }
  const attributes = ["aria-label", "placeholder", "title", "alt"];
  const ours = [
    "[data-no-i18n]", "[data-testid=stMarkdownContainer]", "[data-testid=stText]",
    "[data-testid=stTable]", "[data-testid=stCode]", "[data-testid=stHtml]",
    "[data-testid=stFileUploaderFileName]", "textarea", "script", "style",
  ].join(",");
  const theirs = "[data-testid=stFileUploaderDropzone] button"; // Streamlit's word in our markup
  const isOurs = (element) => Boolean(element.closest(ours)) && !element.closest(theirs);
  const first = new WeakMap(); // node or element -> what Streamlit wrote

  const say = (text) => {
    const trimmed = text.trim();
    if (!trimmed || trimmed.length > 200) return text;
    for (const [pattern, replacement] of rules[document.documentElement.lang] || []) {
      if (pattern.test(trimmed)) return text.replace(trimmed, trimmed.replace(pattern, replacement));
    }
    return text;
  };

  const sayText = (node) => {
    const known = first.get(node);
    const source = known && known.said === node.data ? known.source : node.data;
    const said = say(source);
    first.set(node, { source, said });
    if (said !== node.data) node.data = said;
  };

  const sayAttributes = (element) => {
    const known = first.get(element) || {};
    for (const name of attributes) {
      const now = element.getAttribute(name);
      if (now === null) continue;
      const source = known[name] && known[name].said === now ? known[name].source : now;
      const said = say(source);
      known[name] = { source, said };
      if (said !== now) element.setAttribute(name, said);
    }
    first.set(element, known);
  };

  const walk = (root) => {
    if (root.nodeType === Node.TEXT_NODE) {
      if (root.parentElement && !isOurs(root.parentElement)) sayText(root);
      return;
    }
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    const all = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
      acceptNode: (node) =>
        node.nodeType === Node.ELEMENT_NODE && node.matches(ours) && isOurs(node)
          ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    });
    if (isOurs(root)) return;
    for (let node = root; node; node = all.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) sayText(node);
      else sayAttributes(node);
    }
  };

  const followLanguage = () => {
    const mark = document.querySelector("[data-skolemiljo-language]");
    const chosen = mark && mark.dataset.skolemiljoLanguage;
    if (!chosen || chosen === document.documentElement.lang) return;
    document.documentElement.lang = chosen;
    document.cookie = `skolemiljo_language=${chosen}; path=/; max-age=31536000; samesite=strict`;
    walk(document.body);
  };

  const start = () => {
    walk(document.body);
    new MutationObserver((changes) => {
      followLanguage();
      for (const change of changes) {
        if (change.type === "childList") change.addedNodes.forEach(walk);
        else if (change.type === "characterData") walk(change.target);
        else if (!isOurs(change.target)) sayAttributes(change.target);
      }
    }).observe(document.documentElement, {
      subtree: true, childList: true, characterData: true,
      attributes: true, attributeFilter: [...attributes, "data-skolemiljo-language"],
    });
    followLanguage();
  };
  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
})();
