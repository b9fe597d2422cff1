import Foundation
import Terminal
import TestSupport
import Testing

@testable import Console

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The browser that pages are tried in.
enum Browser {
  private static let names = [
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
  ]

  /// KERASTEP_BROWSER, or the first Chromium in PATH; nil where there is none.
  static let path: String? = {
    if let given = Terminal.environment("KERASTEP_BROWSER") { return given }
    let folders = (Terminal.environment("PATH") ?? "").split(separator: ":")
    return names.lazy.flatMap { name in folders.map { "\($0)/\(name)" } }
      .first { access($0, X_OK) == 0 }
  }()

  /// What stands on a page after its script has run; `test` is run behind it, and what it gives to
  /// `say` stands in front, a line each.
  ///
  /// Pages of other widths stand in frames, for a browser's own window has a least width; what is said
  /// in them follows in their order.
  static func run(
    _ html: String, address: String = "", frames widths: [Int] = [], test: String = ""
  ) throws -> (said: [String], page: String) {
    let folder = TemporaryDirectory()
    let nonce = html.split(separator: "'nonce-").dropFirst().first?.prefix { $0 != "'" } ?? ""
    let before = """
      <script nonce="\(nonce)">
      const said = [];
      const say = (text) => said.push(text);
      window.onerror = (message) => say("error: " + message);
      window.alert = (text) => say("alert: " + text);
      document.addEventListener("securitypolicyviolation", (event) => say("refused: " + event.effectiveDirective));
      </script>
      """
    let behind = """
      <script nonce="\(nonce)">
      { \(test) }
      setTimeout(() => {
        if (parent !== window) return parent.postMessage(said.join("\\n"), "*");
        const box = document.createElement("pre");
        box.id = "said";
        box.textContent = said.join("\\n");
        document.body.prepend(box);
      }, 500);
      </script>
      </body>
      """
    let page = html.replacing("</head>", with: before + "</head>", maxReplacements: 1)
      .replacing("</body>", with: behind)
    folder.write(Array(page.utf8), to: widths.isEmpty ? "page.html" : "inside.html")
    if !widths.isEmpty {
      folder.write(Array(Self.around("inside.html\(address)", widths).utf8), to: "page.html")
    }
    let outcome = try Program.run(
      [
        "--headless", "--no-sandbox", "--window-size=1200,800", "--disable-gpu",
        "--virtual-time-budget=2000", "--dump-dom",
        "file://\(folder.path)/page.html\(widths.isEmpty ? address : "")",
      ], program: path)
    #expect(outcome.code == 0, "\(outcome.messages)")
    let text = outcome.output
    guard let start = text.range(of: "<pre id=\"said\">")?.upperBound,
      let end = text[start...].range(of: "</pre>")?.lowerBound
    else {
      Issue.record("the page did not come to its end: \(text.prefix(2000))")
      return ([], text)
    }
    let said = text[start..<end].split(separator: "\n").map(String.init)
    return (said, text)
  }

  /// A page with another one in frames, which tells what those said.
  private static func around(_ address: String, _ widths: [Int]) -> String {
    let frames = widths.map { width in
      "<iframe src=\"\(address)\" style=\"border: 0; width: \(width)px; height: 800px\"></iframe>"
    }
    return """
      <!doctype html><html><body>
      \(frames.joined(separator: "\n"))
      <script>
      const said = new Map();
      addEventListener("message", (event) => {
        const frames = [...document.querySelectorAll("iframe")].map((frame) => frame.contentWindow);
        said.set(frames.indexOf(event.source), event.data);
        if (said.size < frames.length) return;
        const box = document.createElement("pre");
        box.id = "said";
        box.textContent = frames.map((_, i) => said.get(i)).join("\\n");
        document.body.prepend(box);
      });
      </script>
      </body></html>
      """
  }
}
