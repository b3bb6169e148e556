// Review page: from change to change; everything is read from the page.
(function () {
  "use strict";
  document.documentElement.classList.add("js");
  var where = document.getElementById("where");
  if (!where) { return; }
  // The stops that are on the page and whose rule is shown, in order (a long text may show only some).
  var stops = [], hidden = {}, now = -1, at = null;
  function collect() {
    stops = [];
    document.querySelectorAll("section.review mark.c[id^='l']").forEach(function (m) {
      if (!hidden[m.dataset.r]) { stops.push(m.dataset.n); }
    });
    now = stops.indexOf(at);
  }
  collect();

  function go(i) {
    if (!stops.length) { where.textContent = "没有选中的改动"; return; }
    now = Math.max(0, Math.min(stops.length - 1, i));
    document.querySelectorAll("mark.c.now").forEach(function (m) { m.classList.remove("now"); });
    at = stops[now];
    var marks = document.querySelectorAll('section.review mark.c[data-n="' + stops[now] + '"]');
    marks.forEach(function (m) { m.classList.add("now"); });
    if (!marks.length) { return; }
    marks[0].scrollIntoView({ block: "center" });
    where.textContent = "第 " + (now + 1) + " 处，共 " + stops.length + " 处 · " + marks[0].title + " · 来稿第 " + marks[0].closest("td").dataset.line + " 行";
  }

  document.getElementById("next").addEventListener("click", function () { go(now + 1); });
  document.getElementById("prev").addEventListener("click", function () { go(now - 1); });
  document.getElementById("only").addEventListener("click", function (event) {
    var on = document.documentElement.classList.toggle("only");
    event.target.setAttribute("aria-pressed", String(on));
    if (now >= 0) { go(now); }
  });
  document.querySelectorAll("input.pick").forEach(function (box) {
    box.checked = true;  // a browser remembers boxes over a reload; the page begins with everything shown
    box.addEventListener("change", function () {
      var rule = box.dataset.r;
      hidden[rule] = !box.checked;
      var quiet = rule === "width" ? "mark.c.width" : 'mark.c[data-r="' + rule + '"]';
      document.querySelectorAll("section.review " + quiet).forEach(function (m) { m.classList.toggle("off", !box.checked); });
      collect();
      if (now < 0 && at !== null) {  // the stop shown is hidden now: go on from the last one before it
        now = stops.filter(function (n) { return Number(n) < Number(at); }).length - 1;
      }
      rows();
      where.textContent = "共 " + stops.length + " 处";
    });
  });
  function rows() {
    document.querySelectorAll("section.review tbody tr").forEach(function (tr) {
      if (tr.querySelector("mark.c[data-n]")) { tr.classList.toggle("same", !tr.querySelector("mark.c[data-n]:not(.off)")); }
    });
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox")) { return; }
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
