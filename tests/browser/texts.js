// Every text that the browser shows or reads out: [text, whether it may be what people typed, the part it is in].
() => {
  const content = '[data-testid="stMarkdownContainer"], [data-testid="stCaptionContainer"], [data-testid="stText"], ' +
    '[data-testid="stTable"], [data-testid="stCode"], [data-testid="stFileChip"], [role="option"], [data-tag], canvas, svg';
  const builtIn = '[data-tag] button, [data-testid="stFileUploaderDropzone"] button, [data-testid="stHeaderActionElements"]';
  const unread = 'script, style, noscript, [translate="no"], [data-testid="stIconMaterial"], [data-testid="stAlertDynamicIcon"]';
  const attributes = [
    "aria-label", "aria-roledescription", "aria-valuetext", "aria-placeholder", "title", "placeholder", "alt",
  ];
  const found = [];
  const add = (text, element, what) => {
    const part = element.closest("[data-testid]")?.dataset.testid ?? element.tagName;
    const isContent = element.closest(content) !== null && !element.closest(builtIn);
    if (text.trim()) found.push([text.trim(), isContent, `${what} in ${part}`]);
  };
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (!element || element.closest(unread)) continue;
    if (node.nodeType === Node.TEXT_NODE) add(node.nodeValue, element, "text");
    else for (const name of attributes) if (element.hasAttribute(name)) add(element.getAttribute(name), element, name);
  }
  return found;
}
