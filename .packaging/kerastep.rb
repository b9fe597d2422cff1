# The formula for Homebrew, in which make formula puts the place of the source, its sum and the version. What it does is
# not run here, where there is no Homebrew.
class Kerastep < Formula
  desc "Step through a Keras model's prediction, equation by equation"
  homepage "@REPOSITORY@"
  url "@REPOSITORY@/releases/download/v@VERSION@/@SOURCE@"
  sha256 "@SHA256@"
  license "Apache-2.0"

  depends_on "pkgconf" => :build
  depends_on "libedit"
  depends_on "openblas"
  depends_on "zlib"
  uses_from_macos "swift" => :build, since: :tahoe # 6.2

  on_macos do
    depends_on xcode: ["26.0", :build]
    depends_on macos: :sequoia
  end

  def install
    # Homebrew has a sandbox of its own, in which SwiftPM's cannot be.
    system "make", "install", "PREFIX=#{prefix}", "RELEASE=-c release --disable-sandbox"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/kerastep --version")
    assert_match "[0.9984]", shell_output("#{bin}/kerastep predict xor '[0, 1]'")
  end
end
