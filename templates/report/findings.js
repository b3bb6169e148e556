// Findings report: a link into a folded text opens it first; a button shows all figures of the texts.
(function () {
  "use strict";
  document.documentElement.classList.add("js");
  function target() {
    var id = location.hash.slice(1);
    var goal = id && document.getElementById(id);
    if (!goal) { return; }
    for (var box = goal.parentElement; box; box = box.parentElement) {
      if (box.tagName === "DETAILS") { box.open = true; }
    }
    goal.scrollIntoView({ block: "center" });
    if (goal.focus) { goal.focus({ preventScroll: true }); }
  }
  var button = document.getElementById("figures");
  if (button) {
    button.addEventListener("click", function () {
      var on = document.body.classList.toggle("figures");
      button.setAttribute("aria-pressed", String(on));
    });
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest('a[href^="#"]');
    if (link && link.getAttribute("href") === location.hash) { event.preventDefault(); target(); }
  });
  window.addEventListener("hashchange", target);
  target();
})();
