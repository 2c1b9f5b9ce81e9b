export async function feedExampleHistory(_: any) {}
