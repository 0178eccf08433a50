import type { Slot } from '../inbox/worker.ts';
import type { Rooms } from './rooms.ts';

type Ask<Args extends unknown[], T> = (...args: Args) => Promise<T>;

/** The same rooms, but look-ups and questions to the model do not hold the job's place among those that run at once. */
export function outsidePlace(rooms: Rooms, { outside }: Slot): Rooms {
  const { lookUpFor, model } = rooms.expertise;
  const waiting =
    <Args extends unknown[], T>(ask: Ask<Args, T>): Ask<Args, T> =>
    (...args) =>
      outside(() => ask(...args));
  return {
    ...rooms,
    expertise: {
      ...rooms.expertise,
      lookUpFor: (requester, fresh) => waiting(lookUpFor(requester, fresh)),
      model:
        'unavailable' in model
          ? model
          : {
              chooseArticle: (requester) => waiting(model.chooseArticle(requester)),
              followUp: (requester) => waiting(model.followUp(requester)),
            },
    },
  };
}
