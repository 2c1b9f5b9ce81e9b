// Preloaded into the backend by ./start: when the parent is killed without a chance to say so, the channel to it
// closes, and the port must not stay taken.
process.once('disconnect', () => process.exit(1));
