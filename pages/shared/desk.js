// What Streamlit lets nobody say from Python: one step back per act, navigation for all, its own words in Dutch.
// `deskDutch` (from chrome.nl.json) stands before this in what the launcher serves.

// One act of a person is one step in the browser's history, so that Back undoes just that act.
// Streamlit writes each parameter of the address as a step of its own, and opening a record from a list first
// writes its number into the address of the list.
(() => {
  const push = history.pushState.bind(history);
  const sameAct = 300, opening = 2000; // milliseconds in which two steps belong together
  const plain = /^(\?lang=\w+)?$/; // an address that says nothing of what is opened: a step of its own
  let writtenAt = -Infinity;
  history.pushState = (state, title, url) => {
    const to = new URL(url ?? location.href, location.href);
    const since = performance.now() - writtenAt;
    const isSameScreen = to.pathname === location.pathname;
    const belongs = isSameScreen ? since < sameAct : since < opening && to.search === location.search && !plain.test(to.search);
    writtenAt = isSameScreen ? performance.now() : -Infinity;
    if (belongs) history.replaceState(state, title, url);
    else push(state, title, url);
  };
})();

// Streamlit's navigation is a list whose items do not lie in it; as plain links it can be read out.
// A list is sorted as a whole, by its headings; what the menu of a column sorts is no more than the page shown.
(() => {
  const list = '[data-testid="stSidebarNavItems"]', item = '[data-testid="stDataFrameColumnMenu"] [role="menuitem"]';
  const mend = () => {
    for (const part of document.querySelectorAll(`${list}:not([role]), ${list} li:not([role])`)) part.role = "none";
    for (const part of document.querySelectorAll(item)) {
      if (/arrow_(up|down)ward/.test(part.textContent)) part.style.display = "none";
    }
  };
  new MutationObserver(mend).observe(document.documentElement, { subtree: true, childList: true });
})();

// A sign-in that ended while the desk was open: the page is asked for anew, so that the launcher remembers the way back.
(() => {
  let asked = false;
  new MutationObserver(() => {
    if (asked || !document.querySelector("[data-desk-reload]")) return;
    asked = true;
    location.reload();
  }).observe(document.documentElement, { subtree: true, childList: true });
})();

// Streamlit's own words in the language of the desk. What people typed, and what the desk says, is left as it is:
// a client called Close stays Close.
(() => {
  const words = new Map(Object.entries(deskDutch.words));
  const patterns = deskDutch.patterns.map(([english, dutch]) => [new RegExp(`^${english}$`), dutch]);
  const anyPattern = new RegExp(`^(?:${deskDutch.patterns.map(([english]) => english).join("|")})$`);
  const longest = 200; // no built-in text is longer, and long texts need not be tried
  const content = [
    "stMarkdownContainer", "stCaptionContainer", "stText", "stHtml", "stTable", "stCode", "stJson", "stFileChipName",
    "stDataFrameResizable", "stMetricValue", "stMetricDelta", "stIconMaterial", "stAlertDynamicIcon",
  ].map((part) => `[data-testid="${part}"]`).join(",") + ",[role=option],[data-tag],canvas,svg,style,script";
  const bulk = "[role=listbox] [role=option]:first-child"; // such as "Select all": an option like any other, but the first
  const inContent = // and yet not of it
    '[data-testid="stHeaderActionElements"] *,[data-tag] button,[data-testid="stFileUploaderDropzone"] button *,' +
    '[role=img][aria-label$=" icon"],[data-testid="stTooltipHoverTarget"] *';
  const everywhere = /Streamlit|requested page/; // in sentences that nobody types, drawn as content is
  const ROLE = "aria-roledescription"; // never holds what people typed
  const attributes = ["aria-label", "aria-valuetext", ROLE, "title", "placeholder", "alt"];
  const changed = new Map(); // element or text node → Map(attribute or "" → [English, Dutch]); what has gone is let go
  let language = null, tooMany = 500;

  const inDutch = (english) => {
    const bare = english.trim();
    if (!bare || bare.length > longest) return null;
    const dutch = words.get(bare);
    if (dutch !== undefined) return english.replace(bare, () => dutch);
    if (!anyPattern.test(bare)) return null;
    const [pattern, form] = patterns.find(([pattern]) => pattern.test(bare));
    return bare.replace(pattern, form).replace(/\{(.*?)\}/g, (_, word) => words.get(word) ?? word);
  };

  const isContent = (element, english) => {
    const outer = element.closest(content);
    if (!outer || element.matches(inContent) || everywhere.test(english)) return false;
    return !(outer.matches(bulk) && /^(No results|Select (all|\d+ matches))$/.test(english));
  };

  const keep = (node, name, english, dutch) => {
    if (!changed.has(node)) changed.set(node, new Map());
    changed.get(node).set(name, [english, dutch]);
  };

  const text = (node) => {
    const dutch = inDutch(node.nodeValue);
    if (dutch === null || !node.parentElement || isContent(node.parentElement, node.nodeValue)) return;
    keep(node, "", node.nodeValue, dutch);
    node.nodeValue = dutch;
  };

  const attribute = (element, name) => {
    const english = element.getAttribute(name);
    const dutch = english === null ? null : inDutch(english);
    if (dutch === null || (name !== ROLE && isContent(element, english))) return;
    keep(element, name, english, dutch);
    element.setAttribute(name, dutch);
  };

  const all = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return text(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = root; node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) text(node);
      else for (const name of attributes) if (node.hasAttribute(name)) attribute(node, name);
    }
  };

  const backToEnglish = () => {
    for (const [node, texts] of changed) {
      for (const [name, [english, dutch]] of texts) {
        if (name && node.getAttribute(name) === dutch) node.setAttribute(name, english);
        else if (!name && node.nodeValue === dutch) node.nodeValue = english;
      }
    }
    changed.clear();
  };

  const spoken = () =>
    document.querySelector("[data-desk-language]")?.dataset.deskLanguage ??
    language ?? new URLSearchParams(location.search).get("lang") ?? "nl";

  const observer = new MutationObserver((records) => {
    const now = spoken();
    if (now !== language) {
      language = now;
      document.documentElement.lang = now;
      if (now === "nl") all(document.documentElement);
      else backToEnglish();
    } else if (now === "nl") {
      for (const record of records) {
        if (record.type === "childList") record.addedNodes.forEach(all);
        else if (record.type === "characterData") text(record.target);
        else attribute(record.target, record.attributeName);
      }
    }
    observer.takeRecords(); // what was done just now is not news
    if (changed.size > tooMany) {
      for (const node of changed.keys()) if (!node.isConnected) changed.delete(node);
      tooMany = 2 * changed.size + 500;
    }
  });
  observer.observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: attributes,
  });
})();
