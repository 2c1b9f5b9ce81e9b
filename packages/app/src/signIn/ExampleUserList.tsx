import {
  Content,
  ContentHeader,
  Header,
  InfoCard,
  Page,
  WarningPanel,
} from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import List from '@material-ui/core/List';
import ListItem from '@material-ui/core/ListItem';
import ListItemText from '@material-ui/core/ListItemText';

interface ExampleUserListProps {
  onChoose: (userEntityRef: string) => void;
  /** Why the last choice was refused. */
  error?: Error;
}

/** One button a user of `auth.providers.development.users`, or what to do when there is none. */
export const ExampleUserList = (props: ExampleUserListProps) => {
  const config = useApi(configApiRef);
  const title = config.getOptionalString('app.title') ?? 'Portal';
  const users =
    config.getOptionalConfigArray('auth.providers.development.users') ?? [];
  return (
    <Page themeId="home">
      <Header title={title} />
      <Content>
        <ContentHeader title="Sign in as" />
        {props.error && (
          <WarningPanel
            title="Could not sign in"
            message={props.error.message}
          />
        )}
        <InfoCard
          title="Example users"
          subheader="Development only, no password"
        >
          {users.length === 0 && (
            <p>
              No sign-in is configured. Add an auth provider, and its sign-in
              page in packages/app.
            </p>
          )}
          <List aria-label="Example users">
            {users.map(user => (
              <ListItem
                button
                component="button"
                key={user.getString('userEntityRef')}
                onClick={() => props.onChoose(user.getString('userEntityRef'))}
              >
                <ListItemText
                  primary={user.getString('title')}
                  secondary={user.getOptionalString('description')}
                />
              </ListItem>
            ))}
          </List>
        </InfoCard>
      </Content>
    </Page>
  );
};
