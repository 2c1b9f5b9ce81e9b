// @ts-check
/** Never comes back to a sender called `stuck`; tells everybody else that there was nothing. */
exports.answer = async function answer(/** @type {{ sender: string }} */ sent) {
  if (sent.sender === 'stuck') {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
  return { read: { segments: [], spans: 0, rejectedSpans: 0 } };
};
