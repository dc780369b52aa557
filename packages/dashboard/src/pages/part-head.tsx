import { Button, Group } from '@mantine/core';
import type { Permission } from '@sillage/protocol';
import { Link } from 'react-router';
import { useSession } from '../api/session.js';
import { PageHead, type PageHeadProps } from '../frame/page-head.js';
import { useLinks } from './links.js';

export interface Part {
  /** Below the site. */
  path: string;
  label: string;
  needs: Permission;
}

export interface PartHeadProps extends PageHeadProps {
  /** What the parts are, to who does not see them. */
  partsLabel: string;
  /** Those that the role may see are shown. */
  parts: readonly Part[];
  /** Path of the part that is shown. */
  current: string;
}

/** The head of a page that has parts, with the way to each. */
export function PartHead({ partsLabel, parts, current, ...head }: PartHeadProps) {
  const toLink = useLinks();
  const { permissions } = useSession();
  return (
    <>
      <PageHead {...head} />
      <Group component="nav" gap="xs" mb="md" aria-label={partsLabel}>
        {parts
          .filter(({ needs }) => permissions.includes(needs))
          .map(({ path, label }) => (
            <Button
              key={path}
              component={Link}
              to={toLink(path)}
              variant={path === current ? 'light' : 'subtle'}
              {...(path === current && { 'aria-current': 'page' })}
            >
              {label}
            </Button>
          ))}
      </Group>
    </>
  );
}
