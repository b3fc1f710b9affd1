/* What the server can't do: filter as you type, keep times and order fresh, open dialogs, say when the connection is gone. */
(() => {
  'use strict';
  const $ = (id) => document.getElementById(id);
  const live = $('live');
  const rows = () => $('rows');

  // --- times ---------------------------------------------------------------------------------------------------------
  function span(seconds) {
    if (seconds < 60) return Math.floor(seconds) + ' s';
    if (seconds < 3600) return Math.floor(seconds / 60) + ' min';
    if (seconds < 86400) return Math.floor(seconds / 3600) + ' h';
    return Math.floor(seconds / 86400) + ' d';
  }
  function words(at, now) {
    const seconds = (now - at) / 1000;
    if (Math.abs(seconds) < 5) return 'now';
    return seconds > 0 ? span(seconds) + ' ago' : 'in ' + span(-seconds);
  }
  function tick(within = document) {
    const now = Date.now();
    const today = new Date(now).toISOString().slice(0, 10);
    for (const time of within.getElementsByTagName('time')) {
      if (time.dataset.keep !== undefined) continue;
      const iso = time.dateTime;
      const at = Date.parse(iso);
      if (Number.isNaN(at)) continue;
      if (!time.dataset.utc) {
        time.dataset.utc = iso.slice(0, 10) + ' ' + iso.slice(11, 19) + ' UTC';
        time.title = time.dataset.utc;
      }
      let text = words(at, now);
      if (!rows()) text += ', ' + (iso.startsWith(today) ? '' : iso.slice(0, 10) + ' ') + iso.slice(11, 16) + ' UTC';
      if (time.textContent !== text) time.textContent = text;
    }
  }

  // --- the wall: filters, counts, order ------------------------------------------------------------------------------
  const filter = { summaries: [], labels: [], query: [] };
  const moved = new Set();
  let started = false;
  let pointed = 0;
  let urgentSaid = null;
  let saying = 0;

  function readAddress() {
    const asked = new URLSearchParams(location.search);
    filter.summaries = asked.getAll('summary').map((word) => word.toLowerCase());
    filter.labels = asked.getAll('label');
    filter.query = split(asked.get('q') || '');
  }
  const split = (text) => text.toLowerCase().split(/\s+/).filter((word) => word);

  function writeAddress() {
    const asked = new URLSearchParams();
    filter.summaries.forEach((word) => asked.append('summary', word));
    filter.labels.forEach((label) => asked.append('label', label));
    const query = $('q').value.trim();
    if (query) asked.set('q', query);
    const text = asked.toString();
    history.replaceState(null, '', text ? '?' + text : location.pathname);
  }

  /** What is known of each line, so that looking at all of them costs little. */
  const lines = new Map();
  function note(row) {
    const { name, summary, rank, labels, text } = row.dataset;
    const before = lines.get(name);
    if (started && (!before || before.rank !== rank)) moved.add(name);
    lines.set(name, { row, rank, summary, style: summary.toLowerCase(), text, labels: labels ? labels.split('\n') : [], urgent: row.classList.contains('urgent') });
  }
  function noteAll() {
    lines.clear();
    for (const row of rows().children) note(row);
  }

  /** One look at all lines: which are shown, and how many there are of each. */
  function refresh() {
    if (!rows()) return;
    const counts = new Map();
    let total = 0;
    let shown = 0;
    let urgent = 0;
    for (const [name, line] of lines) {
      if (!line.row.isConnected) {
        lines.delete(name);
        continue;
      }
      if (line.urgent) urgent++;
      const counted = filter.labels.every((label) => line.labels.includes(label)) && filter.query.every((word) => line.text.includes(word));
      const show = counted && (filter.summaries.length === 0 || filter.summaries.includes(line.style));
      if (counted) {
        total++;
        counts.set(line.summary, (counts.get(line.summary) || 0) + 1);
      }
      if (show) shown++;
      if (line.row.hidden === show) line.row.hidden = !show;
    }
    tallies(counts, total);
    $('empty').hidden = shown > 0 || lines.size === 0;
    const title = (urgent ? '(' + urgent + ') ' : '') + 'Belay';
    if (document.title !== title) document.title = title;
    say(urgent);
  }

  function tallies(counts, total) {
    for (const tally of $('tallies').children) {
      const word = tally.dataset.summary;
      const chosen = word ? filter.summaries.includes(word.toLowerCase()) : filter.summaries.length === 0;
      const count = String(word ? counts.get(word) || 0 : total);
      const number = tally.querySelector('[data-count]');
      if (number.textContent !== count) number.textContent = count;
      tally.hidden = word !== '' && count === '0' && !chosen;
      if (chosen) tally.setAttribute('aria-current', 'true');
      else tally.removeAttribute('aria-current');
    }
  }

  /** Lines go to their places, but not from under a pointer that moves or a focus. */
  function order() {
    const body = rows();
    if (!body || moved.size === 0) return;
    if (Date.now() - pointed < 8000 || body.contains(document.activeElement)) return;
    const out = [...moved].map((name) => $('t-' + name)).filter((row) => row);
    moved.clear();
    out.forEach((row) => row.remove());
    const still = [...body.children];
    out.sort(before);
    let at = 0;
    for (const row of out) {
      while (at < still.length && before(still[at], row) < 0) at++;
      body.insertBefore(row, still[at] || null);
    }
  }
  const before = (one, other) => one.dataset.rank - other.dataset.rank || (one.dataset.name < other.dataset.name ? -1 : 1);

  /** For who listens: how many need somebody, and only when that is another number for a while. */
  function say(urgent) {
    if (urgentSaid === null) urgentSaid = urgent;
    clearTimeout(saying);
    if (urgent === urgentSaid) return;
    saying = setTimeout(() => {
      urgentSaid = urgent;
      $('said').textContent = urgent === 0 ? 'All targets are well.' : urgent + (urgent === 1 ? ' target needs' : ' targets need') + ' attention.';
    }, 3000);
  }

  function startWall() {
    readAddress();
    noteAll();
    started = true;
    refresh();
    const search = $('q');
    search.addEventListener('input', () => {
      filter.query = split(search.value);
      writeAddress();
      refresh();
    });
    search.form.addEventListener('submit', (event) => event.preventDefault());
    search.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      search.value = '';
      filter.query = [];
      writeAddress();
      refresh();
      search.blur();
    });
    $('tallies').addEventListener('click', (event) => {
      const tally = event.target.closest('.tally');
      if (!tally || event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      const word = tally.dataset.summary.toLowerCase();
      const only = filter.summaries.length === 1 && filter.summaries[0] === word;
      if (!word || only) filter.summaries = [];
      else if (event.shiftKey) filter.summaries = [...new Set([...filter.summaries, word])];
      else filter.summaries = [word];
      writeAddress();
      refresh();
    });
    rows().parentElement.addEventListener('pointermove', () => { pointed = Date.now(); }, { passive: true });
    rows().parentElement.addEventListener('pointerleave', () => { pointed = 0; });
    setInterval(order, 2000);
  }

  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input, textarea, select, dialog');
    if (event.key === '/' && !typing && $('q') && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      $('q').focus();
      $('q').select();
    }
  });

  /** Puts changed lines in place of the old. By hand: there is nothing in them for htmx to see to, and there may be many. */
  function replaceLines(text) {
    const held = document.createElement('template');
    held.innerHTML = text;
    const focused = document.activeElement;
    for (const row of [...held.content.children]) {
      const old = $(row.id);
      if (row.getAttribute('hx-swap-oob') === 'delete') {
        if (old) old.remove();
        continue;
      }
      row.removeAttribute('hx-swap-oob');
      if (old) old.replaceWith(row);
      else rows().append(row);
      note(row);
      tick(row);
    }
    if (!focused.isConnected && $(focused.id)) $(focused.id).focus({ preventScroll: true });
    refresh();
  }
  // What was unfolded stays so.
  document.addEventListener('htmx:oobBeforeSwap', (event) => {
    event.detail.target.querySelectorAll('details[open][id]').forEach((open) => {
      const same = event.detail.fragment.querySelector('#' + CSS.escape(open.id));
      if (same) same.open = true;
    });
  });

  // --- the connection ------------------------------------------------------------------------------------------------
  let heard = Date.now();
  let lostAt = null;
  let fetching = false;

  function lost() {
    if (lostAt !== null) return;
    lostAt = heard;
    const banner = $('lost');
    banner.textContent = 'Connection lost: what is shown may be old, since ' + new Date(lostAt).toISOString().slice(11, 19) + ' UTC. Trying again…';
    banner.hidden = false;
    document.body.classList.add('is-lost');
  }
  /** Reads the page anew after a gap, so that nothing is missed. */
  async function again() {
    if (fetching) return;
    fetching = true;
    try {
      const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, cache: 'no-store' });
      if (/\/sign-in$/.test(new URL(answer.url).pathname)) {
        signedOut(answer.url);
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      for (const id of ['rows', 'now', 'actions', 'conditions-section', 'rollout']) {
        const old = $(id);
        const fresh = page.getElementById(id);
        if (old && fresh) {
          old.replaceWith(document.adoptNode(fresh));
          htmx.process(fresh);
        }
      }
      lostAt = null;
      $('lost').hidden = true;
      document.body.classList.remove('is-lost');
      htmx.trigger(document.body, 'again');
      if (rows()) noteAll();
      refresh();
      tick();
    } catch {
      lost();
    } finally {
      fetching = false;
    }
  }
  function signedOut(address) {
    const link = document.createElement('a');
    link.href = address;
    link.textContent = 'Sign in again';
    $('lost').replaceChildren('You are signed out: what is shown may be old. ', link);
    $('lost').hidden = false;
  }
  if (live) {
    document.addEventListener('htmx:sseError', lost);
    document.addEventListener('htmx:sseOpen', () => {
      heard = Date.now();
      if (lostAt !== null) again();
    });
    document.addEventListener('htmx:sseBeforeMessage', (event) => {
      heard = Date.now();
      const type = event.detail.type;
      if (type === 'again' || lostAt !== null) again();
      if (type !== 'now') event.preventDefault();
      if (type === 'rows') replaceLines(event.detail.data);
    });
    document.addEventListener('htmx:sseMessage', () => {
      tick();
      settled();
    });
    setInterval(() => {
      if (Date.now() - heard > 25000) lost();
    }, 5000);
  }

  /** A rollout that ended makes history and versions others. */
  let course = outcome();
  function outcome() {
    const rollout = $('rollout');
    return rollout ? rollout.dataset.rollout + rollout.dataset.outcome : '';
  }
  function settled() {
    const now = outcome();
    if (now !== course) {
      course = now;
      htmx.trigger(document.body, 'again');
    }
  }

  // --- dialogs -------------------------------------------------------------------------------------------------------
  const dialog = $('dialog');
  let opener = null;
  const draft = (form) => 'draft ' + location.pathname + ' ' + form.dataset.action;

  document.addEventListener('htmx:afterSwap', (event) => {
    tick();
    if (!dialog || event.detail.target !== dialog) return;
    restore(dialog.querySelector('form.ask'));
    if (!dialog.open) {
      dialog.showModal();
      const first = dialog.querySelector('[autofocus]') || dialog.querySelector('button');
      if (first) first.focus({ preventScroll: true });
      dialog.scrollTop = 0; // the plan is to be seen first
    } else if (event.detail.requestConfig && event.detail.requestConfig.elt === dialog) {
      const other = $('to-other');
      if (other) other.focus();
    }
  });
  document.addEventListener('htmx:beforeRequest', (event) => {
    const button = event.detail.elt.closest('[data-do]');
    if (button) opener = button.id;
  });
  document.addEventListener('input', (event) => {
    const form = event.target.closest('form.ask[data-action]');
    if (!form) return;
    const typed = {};
    for (const field of form.querySelectorAll('input[name]:not([type=hidden])')) {
      typed[field.name] = field.type === 'checkbox' ? field.checked : field.value;
    }
    sessionStorage.setItem(draft(form), JSON.stringify(typed));
  });
  function restore(form) {
    if (!form || !form.dataset.action) return;
    const typed = JSON.parse(sessionStorage.getItem(draft(form)) || '{}');
    for (const field of form.querySelectorAll('input[name]:not([type=hidden])')) {
      const value = typed[field.name];
      if (value === undefined) continue;
      if (field.type === 'checkbox') field.checked = value;
      else if (value) field.value = value;
    }
  }
  document.addEventListener('change', (event) => {
    const select = event.target.closest('select[data-lookup]');
    if (select) htmx.ajax('GET', select.dataset.lookup + '?to=' + encodeURIComponent(select.value), { source: dialog, target: dialog });
  });
  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-close]')) dialog.close();
    const dismiss = event.target.closest('[data-dismiss]');
    if (dismiss) {
      const said = dismiss.closest('.said');
      if (said.parentElement === dialog) dialog.close();
      said.remove();
    }
  });
  if (dialog) {
    dialog.addEventListener('close', () => {
      dialog.replaceChildren();
      const back = opener && $(opener);
      if (back) back.focus();
    });
  }
  document.addEventListener('done', () => {
    const form = dialog && dialog.querySelector('form.ask');
    if (!form) return;
    sessionStorage.removeItem(draft(form));
    dialog.close();
  });

  // --- answers that are no success -----------------------------------------------------------------------------------
  document.addEventListener('htmx:beforeSwap', (event) => {
    const { xhr } = event.detail;
    if (xhr.status < 400) return;
    if ((xhr.getResponseHeader('Content-Type') || '').startsWith('text/html')) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
      return;
    }
    let text = 'Belay answered ' + xhr.status + '.';
    try {
      text = JSON.parse(xhr.responseText).detail || text;
    } catch {
      // not a problem in JSON: the status has to do
    }
    event.detail.isError = false;
    complain(text);
  });
  const unreachable = () => complain('Belay can’t be reached. Whether it was done is not known: look at what is pinned before you try again.');
  document.addEventListener('htmx:sendError', unreachable);
  document.addEventListener('htmx:timeout', unreachable);
  function complain(text) {
    const said = document.createElement('div');
    said.className = 'said is-bad';
    said.dataset.style = 'bad';
    const line = document.createElement('p');
    line.textContent = text;
    said.append(line);
    const place = (dialog && dialog.open && $('result')) || $('message');
    place.replaceChildren(said);
  }

  if (rows()) startWall();
  tick();
  setInterval(() => tick(), 5000);
})();
