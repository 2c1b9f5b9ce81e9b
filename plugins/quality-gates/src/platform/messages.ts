export const platformMessages = {} as const;
