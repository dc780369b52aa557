import { LoaderState } from './loader-state.js';

/** Opens the progress of this journal's loader. Throws where the journal has frames but their progress is lost. */
export async function openLoaderState(
  path: string,
  journal: { id: string; end: number; start: number },
): Promise<LoaderState> {
  const state = await LoaderState.open(path);
  if (state.progress?.journalId === journal.id) return state;
  if (journal.end > 0) {
    await state.close();
    // To load frames again under other tokens would store them twice.
    throw new Error(`${path} does not say what of the journal is loaded: restore it, or move the journal away.`);
  }
  await state.save({ journalId: journal.id, loaded: { frame: 0, record: 0 } });
  return state;
}
