/** Hash of what decides the text of bindings besides the design: the sources of this folder and the version of ts-morph. Texts that are
 *  kept from earlier are valid for one fingerprint. Remade by CROSSWEAVE_UPDATE=1; a test finds it current. */
export const bindingsFingerprint = '3a278ec96a216cc8';
