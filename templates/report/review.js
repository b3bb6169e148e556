// Review page: from change to change; everything is read from the page.
(function () {
  "use strict";
  document.documentElement.classList.add("js");
  var where = document.getElementById("where");
  if (!where) { return; }
  // The stops that are on the page, in order (a long text may show only some).
  var stops = [];
  document.querySelectorAll("section.review mark.c[id^='l']").forEach(function (m) { stops.push(m.dataset.n); });
  var now = -1;

  function go(i) {
    now = Math.max(0, Math.min(stops.length - 1, i));
    document.querySelectorAll("mark.c.now").forEach(function (m) { m.classList.remove("now"); });
    var marks = document.querySelectorAll('section.review mark.c[data-n="' + stops[now] + '"]');
    marks.forEach(function (m) { m.classList.add("now"); });
    if (!marks.length) { return; }
    marks[0].scrollIntoView({ block: "center" });
    where.textContent = "第 " + stops[now] + " 处，共 " + stops.length + " 处 · " + marks[0].title;
  }

  document.getElementById("next").addEventListener("click", function () { go(now + 1); });
  document.getElementById("prev").addEventListener("click", function () { go(now - 1); });
  document.getElementById("only").addEventListener("click", function (event) {
    var on = document.documentElement.classList.toggle("only");
    event.target.setAttribute("aria-pressed", String(on));
    if (now >= 0) { go(now); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) { return; }
    // With a Chinese input method on, the key is "Process" and only the code tells which one it was.
    var key = /^Key[A-Z]$/.test(event.code) ? event.code.charAt(3).toLowerCase() : event.key.toLowerCase();
    if (key === "j" || key === "k") { event.preventDefault(); go(now + (key === "j" ? 1 : -1)); }
  });
  function target() {
    var mark = location.hash && document.getElementById(location.hash.slice(1));
    if (mark && mark.dataset.n) { go(stops.indexOf(mark.dataset.n)); }
  }
  window.addEventListener("hashchange", target);
  target();
})();
