'use strict';

const LOOK_AGAIN_MS = 3_000;

/** The id of the section that fits this device, or undefined. An iPad says that it is a Mac, but a Mac has no touch. */
function findPlatform() {
  const agent = navigator.userAgent;
  if (/iPhone|iPad|iPod/.test(agent)) return 'ios';
  if (/Android/.test(agent)) return 'android';
  if (/Macintosh/.test(agent)) return navigator.maxTouchPoints > 1 ? 'ios' : 'macos';
  if (/Windows/.test(agent)) return 'windows';
  if (/Linux|X11|CrOS/.test(agent)) return 'linux';
  return undefined;
}

/** True once this browser accepts Hearth's certificate; also when someone told it to go on in spite of a warning. */
async function isTrusted() {
  try {
    // Answered over HTTPS, to which the server sends everything that is not part of this page.
    const answer = await fetch('/trust-check', { cache: 'no-store', credentials: 'omit' });
    return answer.ok;
  } catch {
    return false;
  }
}

const state = document.getElementById('state');
const verdict = document.getElementById('verdict');

function show(name, words) {
  if (state.dataset.state === name) return;
  state.dataset.state = name;
  verdict.textContent = words;
}

let isLooking = false;

async function look() {
  if (isLooking || document.hidden || state.dataset.state === 'trusted') return;
  isLooking = true;
  if (await isTrusted()) {
    show('trusted', 'It worked: this device trusts Hearth. Open it, and keep it on your home screen.');
  } else {
    show('waiting', 'Not trusted yet. This page looks again by itself while you follow the steps.');
  }
  isLooking = false;
}

const likely = document.getElementById(findPlatform() ?? '');
if (likely !== null) {
  likely.dataset.likely = '';
  likely.open = true;
  likely.parentElement.prepend(likely);
}

document.addEventListener('visibilitychange', look);
setInterval(look, LOOK_AGAIN_MS);
void look();
