import { Box } from '@mantine/core';
import { HeatGrid, type HeatGridProps } from '../../charts/heat-grid.js';

/** Pixels of the names of rows, and of a column with its figures, or without where they are many. */
const namesWidth = 150;
const wideColumn = 52;
const narrowColumn = 14;
const manyColumns = 16;

/** A grid that is scrolled sideways where the screen is narrower than its figures. */
export function WideGrid(props: HeatGridProps) {
  const { label, columns } = props;
  const width = namesWidth + columns.length * (columns.length > manyColumns ? narrowColumn : wideColumn);
  return (
    <Box className="scroll-x" role="group" aria-label={label} tabIndex={0}>
      <Box miw={width}>
        <HeatGrid {...props} />
      </Box>
    </Box>
  );
}
