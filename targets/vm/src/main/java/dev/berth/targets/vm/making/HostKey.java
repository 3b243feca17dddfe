package dev.berth.targets.vm.making;

/**
 * What a machine's sshd proves itself with; it is known before the machine is made.
 *
 * @param privateKey in OpenSSH's format, several lines
 * @param publicKey type and key, without a comment
 */
record HostKey(String privateKey, String publicKey) {

  @Override
  public String toString() {
    return publicKey;
  }
}
