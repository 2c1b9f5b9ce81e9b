// @ts-check
/**
 * Loaded before a server that is measured, never part of the product: answers its parent about the memory of the process
 * and the delay of its event loop.
 */
const { monitorEventLoopDelay } = require('node:perf_hooks');

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
let peakRss = 0;
setInterval(() => {
  peakRss = Math.max(peakRss, process.memoryUsage.rss());
}, 20).unref();

process.on('message', message => {
  const wanted = /** @type {{ probe?: string }} */ (message).probe;
  if (!wanted) return;
  if (wanted === 'reset') {
    delay.reset();
    peakRss = process.memoryUsage.rss();
  }
  process.send?.({
    answer: {
      rss: process.memoryUsage.rss(),
      peakRss,
      // The histogram counts nanoseconds between timers, 5 ms apart when nothing holds them up.
      delayP99Ms: delay.percentile(99) / 1e6,
      delayMaxMs: delay.max / 1e6,
    },
  });
});
// Only listening must not keep the process alive.
process.channel?.unref();
