// One act of a person is one step in the browser's history, so that Back undoes just that act.
// Streamlit writes each parameter of the address as a step of its own, and opening a record from a list first
// writes its number into the address of the list.
(() => {
  if (window.deskHistory) return;
  window.deskHistory = true;
  const push = history.pushState.bind(history);
  const sameAct = 300, opening = 2000; // milliseconds in which two steps belong together
  let writtenAt = -Infinity;
  history.pushState = (state, title, url) => {
    const to = new URL(url ?? location.href, location.href);
    const since = performance.now() - writtenAt;
    const isSameScreen = to.pathname === location.pathname;
    const belongs = isSameScreen ? since < sameAct : since < opening && to.search === location.search;
    writtenAt = isSameScreen ? performance.now() : -Infinity;
    if (belongs) history.replaceState(state, title, url);
    else push(state, title, url);
  };
})();
