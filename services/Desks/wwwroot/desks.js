// What desks need of the browser. Nothing here asks another server.
(() => {
  const spans = {
    zh: seconds => seconds < 60 ? `${seconds} 秒前` : seconds < 3600 ? `${Math.floor(seconds / 60)} 分钟前` : seconds < 172800 ? `${Math.floor(seconds / 3600)} 小时前` : `${Math.floor(seconds / 86400)} 天前`,
    en: seconds => seconds < 60 ? `${seconds} s ago` : seconds < 3600 ? `${Math.floor(seconds / 60)} min ago` : seconds < 172800 ? `${Math.floor(seconds / 3600)} h ago` : `${Math.floor(seconds / 86400)} d ago`,
  };

  // The node's clock counts, not this machine's: the page says what the node's was when it was made.
  let offset = 0;
  const now = () => Date.now() + offset;

  // Ages are counted here, so that what is shown greys also when the line to the node is cut.
  function age() {
    for (const mark of document.querySelectorAll('.age')) {
      const at = Number(mark.dataset.at);
      const host = mark.closest('.ages') ?? mark;
      const seconds = Math.max(0, Math.round((now() - at) / 1000));
      const stale = !at || seconds > Number(mark.dataset.stale);
      if (mark.classList.contains('is-stale') !== stale) {
        mark.classList.toggle('is-stale', stale);
        host.classList.toggle('stale', stale);
      }
      const text = mark.querySelector('.age-text');
      const words = at ? spans[mark.dataset.language](seconds) : null;
      if (words && text && text.textContent !== words) text.textContent = words;
    }
    for (const clock of document.querySelectorAll('.clock')) {
      const words = new Date(now() + 8 * 3600e3).toISOString().replace('T', ' ').slice(0, 19);
      if (clock.textContent !== words) clock.textContent = words;
    }
  }
  setInterval(age, 1000);

  let charts = null;
  const loadCharts = () => charts ??= new Promise(resolve => {
    const script = document.createElement('script');
    script.src = '/_content/SmartCity.CommandCentre/npm/echarts.min.js';
    script.onload = () => resolve(window.echarts);
    script.onerror = () => resolve(null);
    document.head.append(script);
  });

  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  // Axes of every kind in the theme's colours. Times on them are Beijing time already (Show.OnAxis), hence UTC here.
  const axis = () => ({ axisLabel: { color: css('--text-dim') }, nameTextStyle: { color: css('--text-dim') }, axisLine: { lineStyle: { color: css('--line-strong') } }, splitLine: { lineStyle: { color: css('--line') } } });
  const theme = () => ({
    useUTC: true,
    backgroundColor: 'transparent',
    color: ['--c-1', '--c-2', '--c-3', '--c-4', '--c-5', '--c-6'].map(css),
    textStyle: { color: css('--text-dim'), fontFamily: css('--font') },
  });
  // Axes and legends do not inherit: they get the colour and the size of the text around the chart.
  function readable(place, options) {
    const text = { color: css('--text-dim'), fontSize: Math.round(parseFloat(getComputedStyle(place).fontSize) * 0.85) };
    const axis = one => one && { ...one, axisLabel: { ...text, ...one.axisLabel } };
    const each = axes => Array.isArray(axes) ? axes.map(axis) : axis(axes);
    return { ...options, xAxis: each(options.xAxis), yAxis: each(options.yAxis), legend: options.legend && { ...options.legend, textStyle: { ...text, ...options.legend.textStyle } } };
  }

  const watcher = new ResizeObserver(entries => entries.forEach(entry => window.echarts?.getInstanceByDom(entry.target)?.resize()));

  window.desks = {
    clock(serverNow) { offset = serverNow - Date.now(); age(); },
    async chart(place, options) {
      const echarts = await loadCharts();
      if (!echarts || !place.isConnected) return;
      let chart = echarts.getInstanceByDom(place);
      if (!chart) {
        place.replaceChildren();
        echarts.registerTheme('desk', { timeAxis: axis(), valueAxis: axis(), categoryAxis: axis() });
        chart = echarts.init(place, 'desk', { renderer: 'canvas' });
        watcher.observe(place);
      }
      chart.setOption({ ...theme(), animationDuration: 300, ...readable(place, options) }, true);
    },
    views: id => JSON.parse(localStorage.getItem('views:' + id) ?? '[]'),
    keepViews: (id, views) => localStorage.setItem('views:' + id, JSON.stringify(views)),
    async save(name, stream) {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([await stream.arrayBuffer()]));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    },
    fullScreen() { document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen(); },
    print() { window.print(); },
    chartsLoaded: () => loadCharts().then(echarts => !!echarts),
  };
})();
