import { makeStyles } from '@material-ui/core/styles';
import LockIcon from '@material-ui/icons/LockOutlined';
import { Content, Header, Page, Progress } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { qualityGatesAdminPermission } from '@quality-gates/backstage-plugin-quality-gates-common';
import { createRootStyles } from '../show/rootStyles';
import { Section } from '../show/Section';
import { SectionMessage } from '../show/SectionMessage';
import { qualityGatesTranslationRef } from '../translation';
import { CatalogSection } from './CatalogSection';
import { FailedDeliveriesSection } from './FailedDeliveriesSection';
import { UnmappedSection } from './UnmappedSection';

const useStyles = makeStyles(theme => ({
  root: {
    ...createRootStyles(theme),
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(2),
    maxWidth: 1650,
  },
}));

/** The platform team's page: what arrived and could not be used, and what to do about it. */
export function PlatformPage() {
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { loading, allowed } = usePermission({
    permission: qualityGatesAdminPermission,
  });
  return (
    <Page themeId="tool">
      <Header title={t('platform.title')} subtitle={t('platform.subtitle')} />
      <Content>
        <div className={classes.root}>
          {loading && <Progress />}
          {!loading && !allowed && (
            <Section title={t('platform.title')}>
              <SectionMessage
                glyph={<LockIcon color="disabled" />}
                title={t('platform.forbidden')}
              >
                {t('platform.forbiddenWhy')}
              </SectionMessage>
            </Section>
          )}
          {allowed && (
            <>
              <FailedDeliveriesSection />
              <UnmappedSection />
              <CatalogSection />
            </>
          )}
        </div>
      </Content>
    </Page>
  );
}
