// The sound of alarms and the seconds left. The sound is made here, of two tones; nothing is fetched.
const remembered = 'alarm-sound';
const patterns = {
  // Frequencies of a quarter of a second each; 0 is silence. The pattern is repeated without end.
  emergency: [988, 740, 988, 740, 988, 740, 988, 740],
  alarm: [784, 0, 784, 0, 0, 0, 0, 0, 0, 0, 0, 0],
};
let context = null, source = null, wanted = localStorage.getItem(remembered) === 'on', level = 'none', tell = null, offset = 0;

const sounds = () => wanted && context?.state === 'running';

function say() {
  tell?.invokeMethodAsync('SoundIs', sounds() ? 'on' : wanted ? 'waits' : 'off').catch(() => {});
}

function buffer(pattern) {
  const each = 0.25, rate = context.sampleRate, length = Math.round(each * rate);
  const made = context.createBuffer(1, length * pattern.length, rate), data = made.getChannelData(0);
  pattern.forEach((frequency, index) => {
    for (let at = 0; frequency && at < length; at++) {
      // Swells and fades within its quarter, so that it does not click; a third of the overtone, so that small speakers carry it.
      const shape = Math.min(1, at / 400, (length - at) / 400), turn = 2 * Math.PI * frequency * at / rate;
      data[index * length + at] = 0.28 * shape * (Math.sin(turn) + Math.sin(3 * turn) / 3);
    }
  });
  return made;
}

// A looped buffer goes on in a tab that is not looked at, where timers sleep.
function play() {
  source?.stop();
  source = null;
  if (level === 'none' || !sounds()) return;
  source = context.createBufferSource();
  source.buffer = buffer(patterns[level]);
  source.loop = true;
  source.connect(context.destination);
  source.start();
}

async function open() {
  context ??= new AudioContext();
  await Promise.race([context.resume(), new Promise(done => setTimeout(done, 500))]);
  play();
  say();
}

function countDown() {
  for (const mark of document.querySelectorAll('.countdown')) {
    const left = Math.max(0, Math.round((Number(mark.dataset.until) - Date.now() - offset) / 1000));
    const words = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
    if (mark.textContent !== words) mark.textContent = words;
  }
}
setInterval(countDown, 500);

// Any click or key counts as the leave that the browser wants.
for (const kind of ['pointerdown', 'keydown'])
  document.addEventListener(kind, () => { if (wanted && !sounds()) open(); }, { capture: true, passive: true });

export function begin(button, component, serverNow) {
  tell = component;
  offset = serverNow - Date.now();
  button.addEventListener('click', () => {
    wanted = !wanted || !sounds();
    localStorage.setItem(remembered, wanted ? 'on' : 'off');
    if (wanted) open(); else { play(); say(); }
  });
  // Before the first click a browser lets nobody sound: saying so is all there is to do.
  if (wanted && navigator.userActivation?.hasBeenActive) open(); else say();
  countDown();
}

export function ring(now) {
  if (level === now) return;
  level = now;
  play();
}

// For tests: what is sounding.
export const sounding = () => source ? level : 'none';
