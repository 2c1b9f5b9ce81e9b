import type { GateSource } from '@quality-gates/backstage-plugin-quality-gates-node';
import { canonicalJson } from './policy';

type FetchJson = GateSource['fetchJson'];

/** How long an answer serves others who ask the same, counted from when it was asked for. */
const FRESH_MS = 1_000;
/** Answers kept at a time; each may have megabytes. */
const MOST_KEPT = 32;

interface Question {
  readonly answer: ReturnType<FetchJson>;
  readonly asking: AbortController;
  waiting: number;
}

/**
 * A source that is asked once for all who ask the same at the same time, or a second later: many evaluations of one
 * policy must not overrun what they measure. What failed is asked anew. Who leaves does not take the answer from the
 * others; when all have left, the question is called off. A JSON body is sent for everybody: it may do something.
 */
export function shareQuestions(source: GateSource): GateSource {
  const questions = new Map<string, Question>();

  const ask = (
    key: string,
    path: string,
    options: Parameters<FetchJson>[1],
  ) => {
    const asking = new AbortController();
    const startedAt = performance.now();
    const answer = source.fetchJson(path, {
      ...options,
      signal: asking.signal,
    });
    const question: Question = { answer, asking, waiting: 0 };
    const forget = () => {
      if (questions.get(key) === question) questions.delete(key);
    };
    const keep = () => {
      const left = FRESH_MS - (performance.now() - startedAt);
      if (left <= 0 || questions.size > MOST_KEPT) forget();
      else setTimeout(forget, left).unref();
    };
    answer.then(keep, forget);
    questions.set(key, question);
    return question;
  };

  return {
    ...source,
    async fetchJson(path, options) {
      const { json, signal, method, form, accept } = options;
      if (json !== undefined) return source.fetchJson(path, options);
      signal.throwIfAborted();
      const same = { path, method, form, accept };
      const key = canonicalJson(same);
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
