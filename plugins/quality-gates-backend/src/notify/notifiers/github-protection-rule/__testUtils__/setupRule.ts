import { ConfigReader } from '@backstage/config';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import type {
  NoticeRequest,
  VerdictChanged,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { createSqlite } from '../../../../store/__testUtils__/testDatabases';
import { createTestStore } from '../../../../store/__testUtils__/testStore';
import {
  ASKED_AT,
  makeEvaluation,
} from '../../../__testUtils__/makeEvaluation';
import type { AnsweredElsewhere } from '../Answers';
import { createGithubProtectionRule } from '../index';
import { startLoopbackGithub } from './loopbackGithub';

/** A token that must reach nobody but the integration. */
export const TOKEN = 'loopback-token';

/** The rule on a real store, and a GitHub on the loopback interface with run 77 of Acme/Payments waiting for `prod`. */
export async function setupRule() {
  const github = await startLoopbackGithub();
  const database = await createSqlite();
  const store = await createTestStore(database);
  const elsewhere: AnsweredElsewhere[] = [];
  const warnings: string[] = [];
  const clock = { now: ASKED_AT + 60_000 };
  const request: NoticeRequest = {
    key: 'github:ghe.example.com/acme/payments/7',
    at: ASKED_AT,
    data: {
      id: '7',
      environment: 'production',
      environmentName: 'prod',
      callbackUrl: `${github.url}/repos/Acme/Payments/actions/runs/77/deployment_protection_rule`,
    },
  };
  const current = { evaluation: makeEvaluation() };
  const open = () =>
    createGithubProtectionRule({
      rootConfig: new ConfigReader({
        integrations: {
          github: [
            { host: 'ghe.example.com', apiBaseUrl: github.url, token: TOKEN },
          ],
        },
      }),
      answers: store,
      async onAnsweredElsewhere(answer) {
        elsewhere.push(answer);
      },
      readEvaluation: async () => current.evaluation,
      readRequest: async () => request,
      logger: { warn: message => warnings.push(message) },
      now: () => clock.now,
    });
  const rule = open();
  const signal = () => AbortSignal.timeout(20_000);
  return {
    github,
    request,
    elsewhere,
    warnings,
    clock,
    rule,
    /** Tells what the evaluation is now; as a first try unless said otherwise. */
    tell(
      evaluation: Partial<Evaluation>,
      notice: Partial<VerdictChanged> = {},
    ) {
      current.evaluation = makeEvaluation(evaluation);
      return rule.notify(
        {
          type: 'verdict-changed',
          id: 'notice-1',
          attempt: 1,
          createdAt: clock.now,
          evaluation: current.evaluation,
          request,
          ...notice,
        },
        signal(),
      );
    },
    reconcile: () => rule.reconcile(signal()),
    async readAnswer() {
      const rows = await store.knex('deployment_answer').select();
      return rows[0] as
        | { state: string; reports: number; note: string | null }
        | undefined;
    },
    async stop() {
      await github.stop();
      await database.drop();
    },
  };
}
