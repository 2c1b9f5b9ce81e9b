/** Preloaded into a backend with `--expose-gc`: what is live can be told from what is merely not collected yet. */
process.on('SIGUSR2', () => global.gc());
