import type { GateSource } from '@quality-gates/backstage-plugin-quality-gates-node';

type FetchJson = GateSource['fetchJson'];

interface Question {
  readonly answer: ReturnType<FetchJson>;
  readonly asking: AbortController;
  waiting: number;
}

/**
 * A source that is asked once for all who ask the same at the same time: many evaluations of one policy must not overrun
 * what they measure. An answer serves nobody who asks later, not even for a second: it could be of before what they ask
 * about. Who leaves does not take the answer from the others; when all have left, the question is called off. A JSON body
 * is sent for everybody: it may do something.
 */
export function shareQuestions(source: GateSource): GateSource {
  const questions = new Map<string, Question>();

  const ask = (
    key: string,
    path: string,
    options: Parameters<FetchJson>[1],
  ) => {
    const asking = new AbortController();
    const answer = source.fetchJson(path, {
      ...options,
      signal: asking.signal,
    });
    const question: Question = { answer, asking, waiting: 0 };
    const forget = () => {
      if (questions.get(key) === question) questions.delete(key);
    };
    answer.then(forget, forget);
    questions.set(key, question);
    return question;
  };

  return {
    ...source,
    async fetchJson(path, options) {
      const { json, signal, method, form, accept } = options;
      if (json !== undefined) return source.fetchJson(path, options);
      signal.throwIfAborted();
      const key = JSON.stringify([path, method, form, accept]);
      const known = questions.get(key);
      const question =
        known && !known.asking.signal.aborted ? known : ask(key, path, options);
      return waitFor(question, signal);
    },
  };
}

async function waitFor(question: Question, signal: AbortSignal) {
  question.waiting += 1;
  let leave = () => {};
  const left = new Promise<never>((_resolve, reject) => {
    leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([question.answer, left]);
  } finally {
    signal.removeEventListener('abort', leave);
    question.waiting -= 1;
    // After an answer this changes nothing.
    if (question.waiting === 0 && signal.aborted) question.asking.abort();
  }
}
