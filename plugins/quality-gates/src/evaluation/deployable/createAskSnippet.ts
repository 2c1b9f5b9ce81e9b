/** What the snippet is filled in with. */
export interface AskSubject {
  /** Address of the quality-gates API, without a slash at its end. */
  readonly baseUrl: string;
  readonly entityRef: string;
  readonly environment: string;
}

/** How a pipeline asks before it deploys, and waits for the answer. */
export function createAskSnippet(subject: AskSubject): string {
  const { baseUrl, entityRef, environment } = subject;
  return [
    `AUTH="Authorization: Bearer $QUALITY_GATES_TOKEN"`,
    `ID=$(curl -fsS -X POST ${baseUrl}/evaluations \\`,
    `  -H "$AUTH" -H "Content-Type: application/json" \\`,
    `  -d '{ "entityRef": "${entityRef}", "environment": "${environment}",`,
    `        "version": "'"$VERSION"'", "commit": "'"$GIT_COMMIT"'",`,
    `        "phase": "pre-deploy" }' | jq -r .id)`,
    `curl -fsS -H "$AUTH" "${baseUrl}/evaluations/$ID?wait=60s"`,
  ].join('\n');
}
