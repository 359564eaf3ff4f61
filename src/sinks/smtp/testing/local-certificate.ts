/**
 * A self-signed certificate for localhost and 127.0.0.1, good until 2119, with its key. It protects nothing: it lets the
 * tests have a mail server on loopback that speaks TLS.
 */
export const localCertificate = {
  key: pem("PRIVATE KEY", keyLines()),
  cert: pem("CERTIFICATE", certificateLines()),
};

function pem(label: string, lines: readonly string[]): string {
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

// biome-ignore format: as wide as PEM is
function keyLines(): readonly string[] {
  return [
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQguK/ZT5D4xL6yjGaF",
    "Mq/MwM/428UAO3ywYAOILTMUggKhRANCAAT+tt7pI/EGZWKxjOYrYUk8x/MOYRYX",
    "JPf25QlvGoDZOfRn65fin5+MfyT8GP7h1l0FoIr9N2O5XxAvHmOGAKIM",
  ];
}

// biome-ignore format: as wide as PEM is
function certificateLines(): readonly string[] {
  return [
    "MIIBaDCCAQ2gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv",
    "c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjExOTEyMzEyMzU5NTlaMBQxEjAQBgNVBAMM",
    "CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABP623ukj8QZlYrGM",
    "5ithSTzH8w5hFhck9/blCW8agNk59Gfrl+Kfn4x/JPwY/uHWXQWgiv03Y7lfEC8e",
    "Y4YAogyjTjBMMBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAPBgNVHRMBAf8E",
    "BTADAQH/MB0GA1UdDgQWBBT+f5wLTfmsa4xYo7CXQbgmgWMiojAKBggqhkjOPQQD",
    "AgNJADBGAiEAkha+niei5t4fj8YRzbYrJUUYF3Io5tVzRTXsmBN0WjECIQDNIzQl",
    "vBbeMdkhrJUkN1AumiVFEr7x4qFZwzBie6DF5w==",
  ];
}
