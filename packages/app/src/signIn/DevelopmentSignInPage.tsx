import { useState } from 'react';
import { ProxiedSignInPage } from '@backstage/core-components';
import type { IdentityApi } from '@backstage/core-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { ExampleUserList } from './ExampleUserList';

const STORAGE_KEY = 'developmentSignIn.userEntityRef';

/** Sign-in as one of `auth.providers.development.users`; the choice is kept until the person signs out. */
export const DevelopmentSignInPage = (props: SignInPageProps) => {
  const [userEntityRef, setUserEntityRef] = useState(() =>
    localStorage.getItem(STORAGE_KEY),
  );
  const choose = (ref: string) => {
    localStorage.setItem(STORAGE_KEY, ref);
    setUserEntityRef(ref);
  };
  if (!userEntityRef) return <ExampleUserList onChoose={choose} />;
  return (
    <ProxiedSignInPage
      provider="development"
      headers={{ 'x-development-user': userEntityRef }}
      onSignInSuccess={identity =>
        props.onSignInSuccess(forgetOnSignOut(identity))
      }
      ErrorComponent={({ error }) => (
        <ExampleUserList
          onChoose={ref => {
            choose(ref);
            // The refused attempt has ended; a reload begins a new one.
            window.location.reload();
          }}
          error={error}
        />
      )}
    />
  );
};

function forgetOnSignOut(identity: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    signOut: async () => {
      localStorage.removeItem(STORAGE_KEY);
      await identity.signOut();
    },
  };
}
