// The map of the wall: divisions, what modules say of them, things at places. Everything comes from the page; only tiles, where they are configured, come from their server.
const tones = ['#c8d6e3', '#57c98a', '#6cb6ff', '#f2b84b', '#ff7b72', '#9aa9b8'];
const maps = new WeakMap();
const empty = { type: 'FeatureCollection', features: [] };

function style(shapes) {
  const sources = { divisions: { type: 'geojson', data: shapes.features, promoteId: 'code' } };
  const layers = [{ id: 'ground', type: 'background', paint: { 'background-color': '#0a1420' } }];
  if (shapes.tiles.length) {
    sources.tiles = { type: 'raster', tiles: shapes.tiles, tileSize: 256, attribution: shapes.tilesBy ?? '' };
    layers.push({ id: 'tiles', type: 'raster', source: 'tiles', paint: { 'raster-opacity': 0.55, 'raster-saturation': -0.6, 'raster-brightness-max': 0.6 } });
  }
  layers.push(
    { id: 'fill', type: 'fill', source: 'divisions', paint: {
      'fill-color': ['coalesce', ['feature-state', 'colour'], '#17324a'], 'fill-opacity': ['case', ['boolean', ['feature-state', 'said'], false], 0.34, 0.72] } },
    { id: 'glow', type: 'line', source: 'divisions', paint: { 'line-color': '#4fc3d9', 'line-width': 9, 'line-blur': 10, 'line-opacity': 0.28 } },
    { id: 'edge', type: 'line', source: 'divisions', paint: { 'line-color': '#5fa9c4', 'line-width': 1.6, 'line-opacity': 0.85 } });
  return { version: 8, sources, layers };
}

function bounds(features) {
  const box = [180, 90, -180, -90];
  const walk = part => typeof part[0] === 'number'
    ? (box[0] = Math.min(box[0], part[0]), box[1] = Math.min(box[1], part[1]), box[2] = Math.max(box[2], part[0]), box[3] = Math.max(box[3], part[1]))
    : part.forEach(walk);
  features.features.forEach(feature => walk(feature.geometry.coordinates));
  return box;
}

// A seat is a dot with its name beside it, or further off on a leader where names would lie over each other.
function label(seat, language) {
  const mark = document.createElement('div');
  mark.className = seat.park ? 'wall-seat wall-park' : 'wall-seat';
  mark.innerHTML = '<i></i><u></u><div><b></b></div>';
  mark.querySelector('b').textContent = language === 'en' ? seat.english : seat.name;
  return mark;
}

const overlap = (one, other) => Math.max(0, Math.min(one[2], other[2]) - Math.max(one[0], other[0])) * Math.max(0, Math.min(one[3], other[3]) - Math.max(one[1], other[1]));

// Each name takes the nearest place that is free of the dots and names before it; districts in the middle lean outwards.
function arrange(state) {
  const unit = window.innerWidth * 0.0052;
  const seats = [...state.seats.values()].map(seat => ({ ...seat, at: state.map.project([seat.longitude, seat.latitude]), name: seat.element.lastElementChild }));
  const middle = seats.reduce((sum, seat) => ({ x: sum.x + seat.at.x / seats.length, y: sum.y + seat.at.y / seats.length }), { x: 0, y: 0 });
  const { clientWidth: width, clientHeight: height } = state.map.getContainer();
  const taken = seats.map(({ at }) => [at.x - unit, at.y - unit, at.x + unit, at.y + unit]);
  for (const seat of seats.sort((one, other) => one.park - other.park || Math.hypot(other.at.x - middle.x, other.at.y - middle.y) - Math.hypot(one.at.x - middle.x, one.at.y - middle.y))) {
    const [w, h] = [seat.name.offsetWidth / 2 + 2, seat.name.offsetHeight / 2 + 1];
    const outwards = Math.atan2(seat.at.y - middle.y, seat.at.x - middle.x);
    const options = [{ x: 0, y: h + unit, cost: 0 }, { x: 0, y: -h - unit, cost: 1 }];
    for (const ring of [0, 3, 6, 9, 12, 16, 20])
      for (let step = 0; step < 20; step++) {
        const angle = step * Math.PI / 10;
        const turn = Math.abs(Math.atan2(Math.sin(angle - outwards), Math.cos(angle - outwards)));
        options.push({ x: Math.cos(angle) * (w + unit * (1 + ring)), y: Math.sin(angle) * (h + unit * (1 + ring)), cost: 2 + ring + turn });
      }
    let best = null;
    for (const option of options) {
      const box = [seat.at.x + option.x - w, seat.at.y + option.y - h, seat.at.x + option.x + w, seat.at.y + option.y + h];
      const out = box[0] < 0 || box[1] < 0 || box[2] > width || box[3] > height ? 1e6 : 0;
      const cost = option.cost + out + taken.reduce((sum, other) => sum + overlap(box, other), 0);
      if (!best || cost < best.cost) best = { ...option, cost, box };
    }
    taken.push(best.box);
    seat.name.style.transform = `translate(-50%, -50%) translate(${best.x}px, ${best.y}px)`;
    // The leader ends at the edge of the name.
    const edge = Math.min(1, Math.min(w / Math.max(1, Math.abs(best.x)), h / Math.max(1, Math.abs(best.y))));
    const long = Math.hypot(best.x, best.y) * (1 - edge);
    const leader = seat.element.querySelector('u');
    leader.style.width = long > 2 * unit ? `${long}px` : '0';
    leader.style.transform = `rotate(${Math.atan2(best.y, best.x)}rad)`;
  }
}

export async function begin(place, shapes, language) {
  let gl;
  try { gl = await import('./npm/maplibre-gl.mjs'); } catch { place.classList.add('wall-without'); place.textContent = language === 'en' ? 'The map was not built in (npm); the figures stand beside.' : '此构建未包含地图组件（npm），数据见两侧。'; return; }
  if (!document.querySelector('link[data-map]')) {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/_content/SmartCity.CommandCentre/npm/maplibre-gl.css' });
    link.dataset.map = '';
    document.head.prepend(link);
  }
  const map = new gl.Map({ container: place, style: style(shapes), bounds: bounds(shapes.features), fitBoundsOptions: { padding: 28 }, attributionControl: shapes.tilesBy ? { compact: true } : false,
    dragRotate: false, pitchWithRotate: false, fadeDuration: 0, preserveDrawingBuffer: true, renderWorldCopies: false });
  map.addControl(new gl.NavigationControl({ showCompass: false }), 'top-right');
  const state = { gl, map, said: new Map(), layers: new Map(), seats: new Map() };
  maps.set(place, state);
  for (const seat of shapes.seats) {
    const element = label(seat, language);
    state.seats.set(seat.code, { ...seat, element });
    new gl.Marker({ element, anchor: 'center' }).setLngLat([seat.longitude, seat.latitude]).addTo(map);
  }
  new ResizeObserver(() => { map.resize(); map.fitBounds(bounds(shapes.features), { padding: 28, duration: 0 }); }).observe(place);
  map.on('moveend', () => arrange(state));
  state.ready = new Promise(resolve => map.once('load', resolve));
  await state.ready;
  place.dataset.drawn = 'true';
}

// What is said of a division: the layer on top colours it, every layer adds a line under its name.
function tell(state) {
  const visible = [...state.said.values()].filter(said => said.visible).sort((one, other) => one.order - other.order);
  for (const [code, { element }] of state.seats) {
    const name = element.lastElementChild;
    const lines = visible.map(said => said.divisions.find(division => division.code === code)).filter(Boolean);
    name.querySelectorAll('span').forEach(line => line.remove());
    for (const line of lines) {
      const mark = document.createElement('span');
      mark.textContent = line.label;
      mark.style.color = line.colour ?? tones[line.tone];
      name.append(mark);
    }
    // A county that is in trouble shows before what colours it otherwise.
    const worst = lines.find(line => line.tone === 4) ?? lines.at(-1);
    state.map.setFeatureState({ source: 'divisions', id: code }, { colour: worst ? worst.colour ?? tones[worst.tone] : null, said: !!worst });
  }
  arrange(state);
}

export async function show(place, id, points, divisions, order) {
  const state = maps.get(place);
  if (!state) return;
  await state.ready;
  const said = state.said.get(id);
  state.said.set(id, { order, divisions, visible: said?.visible ?? true });
  tell(state);
  const data = { type: 'FeatureCollection', features: points.map(point => ({ type: 'Feature', id: undefined,
    geometry: { type: 'Point', coordinates: [point.longitude, point.latitude] },
    properties: { title: point.title, detail: point.detail, address: point.address, colour: point.colour ?? tones[point.tone], loud: point.tone === 4 ? 1 : 0 } })) };
  const source = state.map.getSource('points-' + id);
  if (source) { source.setData(data); return; }
  if (!points.length) return;
  state.map.addSource('points-' + id, { type: 'geojson', data });
  const size = Math.max(1, window.innerWidth / 1920);
  // Layers come in any order; they lie by their own.
  const above = [...state.said].filter(([other, said]) => said.order > order && state.map.getLayer('halo-' + other)).sort((one, other) => one[1].order - other[1].order)[0];
  const before = above && 'halo-' + above[0];
  state.map.addLayer({ id: 'halo-' + id, type: 'circle', source: 'points-' + id, filter: ['==', ['get', 'loud'], 1], paint: { 'circle-radius': 15 * size, 'circle-color': ['get', 'colour'], 'circle-opacity': 0.28 } }, before);
  state.map.addLayer({ id: 'dot-' + id, type: 'circle', source: 'points-' + id, paint: {
    'circle-radius': ['case', ['==', ['get', 'loud'], 1], 7 * size, 5 * size], 'circle-color': ['get', 'colour'], 'circle-stroke-color': '#0a1420', 'circle-stroke-width': 1.5 * size } }, before);
  state.map.on('click', 'dot-' + id, event => {
    const { title, detail, address } = event.features[0].properties;
    const body = document.createElement('div');
    const head = document.createElement(address ? 'a' : 'b');
    if (address) head.href = address;
    head.textContent = title;
    const text = document.createElement('p');
    text.textContent = detail ?? '';
    body.append(head, text);
    new state.gl.Popup({ closeButton: true }).setLngLat(event.lngLat).setDOMContent(body).addTo(state.map);
  });
  state.map.on('mouseenter', 'dot-' + id, () => { state.map.getCanvas().style.cursor = 'pointer'; });
  state.map.on('mouseleave', 'dot-' + id, () => { state.map.getCanvas().style.cursor = ''; });
}

export function toggle(place, id, visible) {
  const state = maps.get(place);
  if (!state) return;
  const said = state.said.get(id);
  if (said) said.visible = visible;
  tell(state);
  for (const layer of ['halo-' + id, 'dot-' + id])
    if (state.map.getLayer(layer)) state.map.setLayoutProperty(layer, 'visibility', visible ? 'visible' : 'none');
}
