// Linked panes of the copy report: plain script without data of its own; everything is read from the page.
(function () {
  "use strict";
  document.documentElement.classList.add("js");
  var pairs = Array.prototype.slice.call(document.querySelectorAll("article.pair"));
  var states = new Map();

  function flags(pane) { return Array.prototype.slice.call(pane.querySelectorAll("a.n")); }
  function places(pane) { return Array.prototype.slice.call(pane.querySelectorAll("[data-k]")); }
  function topIn(pane, flag) { return flag.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientTop + pane.scrollTop; }

  function state(pair) {
    if (!states.has(pair)) {
      var panes = pair.querySelectorAll(".pane");
      states.set(pair, { left: panes[0], right: panes[1], now: 0, quiet: null, anchors: null });
    }
    return states.get(pair);
  }

  // Pixel positions of every passage start and of every aligned sentence on both sides, in the order of the left text.
  // `k` is "3" for passage 3 and "3.5" for its sentence 5.
  function anchors(st) {
    if (!st.anchors) {
      var right = {};
      places(st.right).forEach(function (p) { right[p.dataset.k] = topIn(st.right, p); });
      st.anchors = places(st.left).filter(function (p) { return p.dataset.k in right; }).map(function (p) {
        return { k: p.dataset.k, left: topIn(st.left, p), right: right[p.dataset.k], changed: p.classList.contains("c") };
      });
    }
    return st.anchors;
  }

  function show(pair, k) {
    pair.querySelectorAll(".now").forEach(function (f) { f.classList.remove("now"); });
    pair.querySelectorAll('.pane [data-k="' + k + '"]').forEach(function (f) { f.classList.add("now"); });
    k = k.split(".")[0];
    pair.querySelectorAll('.pane a.n[data-k="' + k + '"]').forEach(function (f) { f.classList.add("now"); });
    var last = flags(state(pair).left).length;
    pair.querySelector(".where").textContent = "第 " + k + " 处，共 " + last + " 处" + (+k === last ? "（最后一处）" : "");
  }

  // The scroll event that our own movement causes must not move the first pane again.
  function scrollTo(st, pane, top) {
    var was = pane.scrollTop;
    pane.scrollTop = top;
    if (pane.scrollTop !== was) { st.quiet = pane; }
  }

  function go(pair, k) {
    var st = state(pair);
    var found = anchors(st).filter(function (a) { return a.k === String(k); })[0];
    if (!found) { return; }
    st.now = parseInt(k, 10);
    st.at = anchors(st).indexOf(found);
    // The same height on both sides, as low as the nearer one to its text's beginning allows.
    var height = Math.min(90, found.left, found.right);
    st.jump = Date.now();
    st.left.scrollTop = found.left - height;
    st.right.scrollTop = found.right - height;
    show(pair, String(k));
  }

  // Linked scrolling: piecewise linear between passage starts; a passage that stands elsewhere in the other text is followed from its own start.
  function follow(pair, from, to, a, b) {
    var st = state(pair);
    var line = Math.min(from.clientHeight / 3, 160);
    var at = from.scrollTop + line;
    var points = anchors(st).slice().sort(function (x, y) { return x[a] - y[a]; });
    var before = null, after = null;
    points.forEach(function (p) { if (p[a] <= at) { before = p; } else if (!after) { after = p; } });
    var target;
    if (!before && !after) { target = at; }
    else if (!before) { target = after[b] - (after[a] - at); }
    else if (!after || after[b] <= before[b]) { target = before[b] + (at - before[a]); }
    else { target = before[b] + (at - before[a]) / (after[a] - before[a]) * (after[b] - before[b]); }
    scrollTo(st, to, target - line);
    if (before) {
      st.at = anchors(st).indexOf(before);
      st.now = parseInt(before.k, 10);
      show(pair, before.k.split(".")[0]);
    }
  }

  function wire(pair) {
    var st = state(pair);
    [[st.left, st.right, "left", "right"], [st.right, st.left, "right", "left"]].forEach(function (w) {
      w[0].addEventListener("scroll", function () {
        if (st.quiet === w[0]) { st.quiet = null; return; }
        if (st.jump && Date.now() - st.jump < 200) { return; }
        follow(pair, w[0], w[1], w[2], w[3]);
      });
      w[0].addEventListener("wheel", function () { st.jump = 0; st.quiet = null; }, { passive: true });
    });
    pair.querySelector(".next").addEventListener("click", function () { step(pair, 1); });
    pair.querySelector(".prev").addEventListener("click", function () { step(pair, -1); });
    pair.querySelector(".forth").addEventListener("click", function () { change(pair, 1); });
    pair.querySelector(".back").addEventListener("click", function () { change(pair, -1); });
    pair.querySelectorAll(".unfold").forEach(function (b) {
      b.addEventListener("click", function () { b.closest(".swaps").classList.add("full"); });
    });
    pair.querySelector(".toggle").addEventListener("click", function () { open(pair, !pair.classList.contains("open")); });
    pair.querySelectorAll(".mode").forEach(function (b) {
      b.addEventListener("click", function () {
        pair.dataset.view = b.dataset.to;
        pair.querySelectorAll(".mode").forEach(function (o) { o.setAttribute("aria-pressed", String(o === b)); });
        st.anchors = null;
      });
    });
    pair.addEventListener("click", function (event) {
      active = pair;
      var flag = event.target.closest("a.n");
      if (flag && flag.dataset.k) { event.preventDefault(); go(pair, flag.dataset.k); }
    });
    pair.addEventListener("focusin", function () { active = pair; });
    ["mouseover", "mouseout"].forEach(function (kind) {
      pair.addEventListener(kind, function (event) {
        var mark = event.target.closest("mark[data-s]");
        if (!mark) { return; }
        pair.querySelectorAll('mark[data-s="' + mark.dataset.s + '"]').forEach(function (m) { m.classList.toggle("lit", kind === "mouseover"); });
      });
    });
  }

  function open(pair, yes) {
    pair.classList.toggle("open", yes);
    var button = pair.querySelector(".toggle");
    button.setAttribute("aria-expanded", String(yes));
    button.textContent = yes ? "收起" : "展开对照";
    state(pair).anchors = null;
    if (yes) { active = pair; }
  }

  function step(pair, by) {
    open(pair, true);
    if (pair.dataset.view !== "panes") { pair.querySelector('.mode[data-to="panes"]').click(); }
    var st = state(pair);
    var k = Math.max(1, Math.min(flags(st.left).length, st.now + by));
    go(pair, k);
  }

  // The next sentence in which something was changed, seen from where the left text stands.
  function change(pair, by) {
    open(pair, true);
    if (pair.dataset.view !== "panes") { pair.querySelector('.mode[data-to="panes"]').click(); }
    var st = state(pair), at = st.at === undefined ? -1 : st.at;
    var found = anchors(st).filter(function (p, i) { return p.changed && (by > 0 ? i > at : i < at); });
    if (found.length) { go(pair, (by > 0 ? found[0] : found[found.length - 1]).k); }
  }

  function turn(by) {
    var i = Math.max(0, Math.min(pairs.length - 1, pairs.indexOf(active) + by));
    open(pairs[i], true);
    pairs[i].scrollIntoView();
    pairs[i].querySelector(".toggle").focus({ preventScroll: true });
  }

  // Kinds of shared text that do not count: without its tick a kind counts. Every share for every choice stands in the page already.
  var kinds = Array.prototype.slice.call(document.querySelectorAll("input.kind"));
  function recount() {
    var counts = {};
    kinds.forEach(function (box) {
      counts[box.dataset.bit] = !box.checked;
      document.documentElement.classList.toggle("in-" + box.dataset.kind, !box.checked);
    });
    document.querySelectorAll(".live").forEach(function (share) {
      var choice = 0;
      share.dataset.k.split(" ").forEach(function (bit, i) { if (counts[bit]) { choice |= 1 << i; } });
      share.textContent = share.dataset.v.split(" ")[choice];
      share.classList.toggle("changed", choice > 0);
    });
  }
  kinds.forEach(function (box) {
    box.checked = true;  // a browser remembers boxes over a reload; the page begins with what does not count
    box.addEventListener("change", recount);
  });

  var active = pairs[0] || null;
  pairs.forEach(wire);
  window.addEventListener("resize", function () { states.forEach(function (st) { st.anchors = null; }); });
  document.addEventListener("keydown", function (event) {
    if (!active || event.ctrlKey || event.metaKey || event.altKey || (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox")) { return; }
    // With a Chinese input method on, the key is "Process" and only the code tells which one it was.
    var key = /^Key[A-Z]$/.test(event.code) ? event.code.charAt(3).toLowerCase() : event.key.toLowerCase();
    if (key === "j" || key === "k") { event.preventDefault(); reveal(active); step(active, key === "j" ? 1 : -1); }
    if (key === "l" || key === "h") { event.preventDefault(); reveal(active); change(active, key === "l" ? 1 : -1); }
    if (key === "n" || key === "p") { event.preventDefault(); turn(key === "n" ? 1 : -1); }
  });
  // Bring the panes into view when a key is used from elsewhere on the page.
  function reveal(pair) {
    open(pair, true);
    var box = pair.querySelector(".panes").getBoundingClientRect();
    if (box.top < 0 || box.top > window.innerHeight * 0.5) { pair.querySelector(".bar").scrollIntoView(); }
  }
  // A link to a pair opens it.
  function target() {
    var pair = location.hash && document.getElementById(location.hash.slice(1));
    if (pair && pair.classList.contains("pair")) { open(pair, true); pair.scrollIntoView(); }
  }
  window.addEventListener("hashchange", target);
  target();
})();
