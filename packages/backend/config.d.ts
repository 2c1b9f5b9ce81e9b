export interface Config {
  /** The example catalog that `./start` shows. Leave it out everywhere else. */
  exampleCatalog?: {
    /** Path of a catalog file, relative to the backend's working directory. */
    file: string;
  };
}
