import { OverloadedError } from './refusals';

/** How many may be inside and in line. */
export interface TurnstileOptions {
  readonly mostInside: number;
  readonly mostWaiting: number;
  /** How long one waits; a door must answer soon. */
  readonly deadlineMs: number;
}

/**
 * Lets a few requests at a time unpack and decode what they sent; the others wait in line. What is decoded takes some
 * fifty times the memory of what was sent, so that a burst would cost without bound what it is going to be refused for.
 */
export class Turnstile {
  readonly #options: TurnstileOptions;
  /** A Set keeps the order of arrival and forgets one whose deadline passed in one step. */
  readonly #line = new Set<() => void>();
  #inside = 0;

  constructor(options: TurnstileOptions) {
    this.#options = options;
  }

  /**
   * Does `work` when it is its turn. Throws ServiceUnavailableError when the line is too long, or the turn does not
   * come in time.
   */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    const { mostInside, mostWaiting } = this.#options;
    if (this.#inside < mostInside) this.#inside += 1;
    else if (this.#line.size >= mostWaiting) throw this.#overloaded();
    else await this.#wait();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  /** Resolves when the place of one who leaves is given on. */
  #wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const refuse = () => {
        this.#line.delete(enter);
        reject(this.#overloaded());
      };
      const timer = setTimeout(() => refuse(), this.#options.deadlineMs);
      function enter() {
        clearTimeout(timer);
        resolve();
      }
      this.#line.add(enter);
    });
  }

  #leave(): void {
    const [next] = this.#line;
    if (!next) {
      this.#inside -= 1;
      return;
    }
    this.#line.delete(next);
    next();
  }

  #overloaded() {
    return new OverloadedError(
      'Too many requests at one time; send it again later',
      1,
    );
  }
}
