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

function label(seat, language) {
  const mark = document.createElement('div');
  mark.className = seat.park ? 'wall-seat wall-park' : 'wall-seat';
  const name = document.createElement('b');
  name.textContent = language === 'en' ? seat.english : seat.name;
  mark.append(name);
  return mark;
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
    state.seats.set(seat.code, element);
    new gl.Marker({ element, anchor: 'top' }).setLngLat([seat.longitude, seat.latitude]).addTo(map);
  }
  new ResizeObserver(() => { map.resize(); map.fitBounds(bounds(shapes.features), { padding: 28, duration: 0 }); }).observe(place);
  state.ready = new Promise(resolve => map.once('load', resolve));
  await state.ready;
  place.dataset.drawn = 'true';
}

// What is said of a division: the layer on top colours it, every layer adds a line under its name.
function tell(state) {
  const visible = [...state.said.values()].filter(said => said.visible).sort((one, other) => one.order - other.order);
  for (const [code, element] of state.seats) {
    const lines = visible.map(said => said.divisions.find(division => division.code === code)).filter(Boolean);
    element.querySelectorAll('span').forEach(line => line.remove());
    for (const line of lines) {
      const mark = document.createElement('span');
      mark.textContent = line.label;
      mark.style.color = line.colour ?? tones[line.tone];
      element.append(mark);
    }
    // A county that is in trouble shows before what colours it otherwise.
    const worst = lines.find(line => line.tone === 4) ?? lines.at(-1);
    if (worst) state.map.setFeatureState({ source: 'divisions', id: code }, { colour: worst.colour ?? tones[worst.tone], said: true });
    else state.map.removeFeatureState({ source: 'divisions', id: code });
  }
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
  state.map.addLayer({ id: 'halo-' + id, type: 'circle', source: 'points-' + id, filter: ['==', ['get', 'loud'], 1], paint: { 'circle-radius': 15 * size, 'circle-color': ['get', 'colour'], 'circle-opacity': 0.28 } });
  state.map.addLayer({ id: 'dot-' + id, type: 'circle', source: 'points-' + id, paint: {
    'circle-radius': ['case', ['==', ['get', 'loud'], 1], 7 * size, 5 * size], 'circle-color': ['get', 'colour'], 'circle-stroke-color': '#0a1420', 'circle-stroke-width': 1.5 * size } });
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
