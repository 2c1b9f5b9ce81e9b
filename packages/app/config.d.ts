export interface Config {
  auth?: {
    providers?: {
      /** Sign-in without a password, for development only: the backend refuses it under NODE_ENV=production. */
      development?: {
        /**
         * Who may be chosen on the sign-in page.
         * @deepVisibility frontend
         */
        users: Array<{
          /** A User of the catalog, such as `user:default/ana`. */
          userEntityRef: string;
          /** Name on the button. */
          title: string;
          /** What this person is there for. */
          description?: string;
        }>;
      };
    };
  };
}
