/** Steps that the runner of GitHub Actions adds to every job, as it names them. */
const OF_GITHUB =
  /^(?:Set up job|Complete job|Initialize containers|Stop containers|Pre |Post )/;
/** What CI systems call their own work where no attribute says so; whole names only, as pipelines choose theirs. */
const OF_ANY =
  /^(?:receive webhook|schedule|(?:runner|agent) allocation|allocate (?:runner|agent)|clean ?up)$/i;

/** Whether a step of GitHub Actions is the runner's own. */
export function isGithubPlatformStep(name: string): boolean {
  return OF_GITHUB.test(name);
}

/** Whether a span without any attribute of a pipeline is named as the CI system's own work. */
export function isPlatformName(name: string): boolean {
  return OF_ANY.test(name);
}
