// Opening a record from a list writes its number into the address of the list first, and then opens the record:
// two steps in the browser's history, of which the first shows the list without its filter. Make that one step.
(() => {
  if (window.deskHistory) return;
  window.deskHistory = true;
  const push = history.pushState.bind(history);
  const together = 2000; // milliseconds in which the two steps belong together
  let writtenAt = -Infinity;
  history.pushState = (state, title, url) => {
    const to = new URL(url ?? location.href, location.href);
    const isSameScreen = to.pathname === location.pathname;
    const isSecondStep = !isSameScreen && performance.now() - writtenAt < together && to.search === location.search;
    writtenAt = isSameScreen ? performance.now() : -Infinity;
    if (isSecondStep) history.replaceState(state, title, url);
    else push(state, title, url);
  };
})();
