/**
 * The shape of a path: its language is dropped, the first part stays, what is below it and what has a digit becomes `*`. `/fr/sacs/cabas-7`
 * and `/fr/sacs/pochette` are both `/sacs/*`. `path` is an SQL expression.
 */
export const pageTypeOf = (path: string) => `arrayStringConcat(arrayConcat([''], arrayMap(
    (part, place) -> if(place > 1 OR match(part, '[0-9]'), '*', part),
    arraySlice(${partsOf(path)}, ${firstOf(path)}) AS rest, arrayEnumerate(rest)),
    if(empty(rest), [''], [])), '/')`;

const partsOf = (path: string) =>
  `arrayFilter(part -> part != '', splitByChar('/', cutQueryStringAndFragment(${path})))`;
const firstOf = (path: string) => `if(match(${partsOf(path)}[1], '^[a-z]{2}(-[A-Za-z]{2})?$'), 2, 1)`;
