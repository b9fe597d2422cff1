import Debugging
import Equations
import Foundation
import Tensors
import Terminal
import TestSupport
import Testing

@testable import Console

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Pages in a headless Chromium, where there is one.
@Suite(.enabled(if: Browser.path != nil, "no Chromium in PATH, and KERASTEP_BROWSER names none"))
struct BrowserTests {
  /// What stands on a page after its script has run; `test` is run behind it, and what it gives to
  /// `say` stands in front, a line each.
  ///
  /// A narrow page stands in a frame: a browser's own window has a least width.
  private func run(
    _ html: String, address: String = "", frame width: Int? = nil, test: String = ""
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
    folder.write(Array(page.utf8), to: width == nil ? "page.html" : "inside.html")
    if let width {
      folder.write(Array(Self.around("inside.html\(address)", width: width).utf8), to: "page.html")
    }
    let outcome = try Program.run(
      [
        "--headless", "--no-sandbox", "--window-size=1200,800", "--disable-gpu",
        "--virtual-time-budget=2000", "--dump-dom",
        "file://\(folder.path)/page.html\(width == nil ? address : "")",
      ], program: Browser.path)
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

  /// A page with another one in a frame, which tells what that one said.
  private static func around(_ address: String, width: Int) -> String {
    """
    <!doctype html><html><body>
    <iframe src="\(address)" style="border: 0; width: \(width)px; height: 800px"></iframe>
    <script>
    addEventListener("message", (event) => {
      const box = document.createElement("pre");
      box.id = "said";
      box.textContent = event.data;
      document.body.prepend(box);
    });
    </script>
    </body></html>
    """
  }

  /// The page opens at the address's tick, and shows every number of that timestep.
  @Test func thePageShowsTheNumbersOfATick() throws {
    let session = try Pages.session("lstm")
    let machine = try #require(session.machine)
    let (said, page) = try run(try Pages.html(session), address: "#12.3")
    #expect(said == [])
    #expect(page.contains(">tick 12 of 23: lstm@1.o<"))
    #expect(page.contains(">lstm@1.o[3]<"))
    for name in ["z", "i", "f", "g", "o", "C", "h"] {
      let found = try machine.lookup("lstm@1.\(name)")
      for (index, number) in found.tensor.elements.enumerated() {
        let exact = NumberFormat.exact(number, .float32)
        #expect(page.contains("\"\(name)[\(index)] = \(exact)\""))
      }
    }
    #expect(page.contains("\"f: 3 timesteps across, 8 units down, "))
  }

  /// Keys, the slider, the layers and the numbers do what the page says they do.
  @Test func keysStepThroughTheTrace() throws {
    let (said, _) = try run(
      try Pages.html(try Pages.session("lstm")),
      test: """
        const at = () => say(document.getElementById("position").textContent);
        const press = (key, more = {}) => {
          document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...more }));
          at();
        };
        at();
        press("ArrowRight"); press("n"); press("ArrowLeft");
        press("ArrowRight", { shiftKey: true }); press("]"); press("["); press("ArrowUp");
        press("End"); press("ArrowRight"); press("Home"); press("p");
        const slider = document.getElementById("timestep");
        slider.value = 2;
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        at();
        say(document.getElementById("timestep-text").textContent);
        document.querySelectorAll("#layers button")[1].click();
        at();
        say(document.getElementById("time").hidden);
        document.querySelectorAll("#equations .number")[1].click();
        say(document.getElementById("why-place").textContent);
        const numbers = document.querySelectorAll("#equations .numbers")[1].querySelectorAll("button");
        numbers[0].focus();
        numbers[0].dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
        say(document.activeElement.getAttribute("aria-label").split(" ")[0]);
        at();
        """)
    #expect(
      said == [
        "tick 1 of 23: lstm@0.z", "tick 2 of 23: lstm@0.i", "tick 3 of 23: lstm@0.f",
        "tick 2 of 23: lstm@0.i", "tick 9 of 23: lstm@1.i", "tick 16 of 23: lstm@2.i",
        "tick 9 of 23: lstm@1.i", "tick 9 of 23: lstm@1.i", "tick 23 of 23: dense.a",
        "tick 23 of 23: dense.a", "tick 1 of 23: lstm@0.z", "tick 1 of 23: lstm@0.z",
        "tick 15 of 23: lstm@2.z", "t = 2 of 0…2", "tick 22 of 23: dense.z", "true", "dense.z[1]",
        "a[1]", "tick 22 of 23: dense.z",
      ])
  }

  /// A cell of a heatmap, pointed at, tells where its number comes from; a click goes there.
  @Test func aHeatmapTellsItsNumbers() throws {
    let session = try Pages.session("lstm")
    let machine = try #require(session.machine)
    let (said, _) = try run(
      try Pages.html(session),
      test: """
        const canvas = document.querySelectorAll(".map canvas[role=img]")[2];
        say(canvas.getAttribute("aria-label").split(",")[0]);
        const box = canvas.getBoundingClientRect();
        const place = { clientX: box.left + 34 + 2.5 * 56, clientY: box.top + 18 + 5.5 * 20, bubbles: true };
        canvas.dispatchEvent(new MouseEvent("mousemove", place));
        say(document.getElementById("why-text").textContent.split("\\n")[0]);
        canvas.dispatchEvent(new MouseEvent("click", place));
        say(document.getElementById("position").textContent);
        """)
    let number = try machine.lookup("lstm@2.f").tensor.elements[5]
    var format = NumberFormat()
    format.precision = 6
    #expect(
      said == [
        "f: 3 timesteps across", "lstm@2.f[5] = \(format.scalar(number))",
        "tick 17 of 23: lstm@2.f",
      ])
  }

  /// Nothing goes over the edge of a phone.
  @Test(arguments: Pages.bundled)
  func aPageFitsAPhone(name: String) throws {
    let (said, _) = try run(
      try Pages.html(try Pages.session(name)), frame: 360,
      test: """
        say(window.innerWidth);
        say(document.documentElement.scrollWidth <= window.innerWidth);
        """)
    #expect(said == ["360", "true"])
  }

  @Test func namesOfTheModelAreNeverRun() throws {
    let (said, page) = try run(
      try Pages.html(try Pages.hostile()),
      test: """
        say(document.querySelectorAll("script").length);
        say(document.querySelectorAll("img, b").length);
        say(document.querySelector("#layers button bdi").textContent);
        say(document.querySelectorAll(".number.odd").length);
        """)
    #expect(said.first == "4" && said.dropFirst().first == "0")
    #expect(said.dropFirst(2).first?.hasPrefix("&lt;/script&gt;&lt;script&gt;alert(1)") == true)
    #expect(said.last == "1")
    #expect(page.contains("nan"))
  }

  /// The policy of the page refuses what is not its own.
  @Test func theNetworkIsForbidden() throws {
    let (said, _) = try run(
      try Pages.html(try Pages.session("xor")),
      test: """
        fetch("http://127.0.0.1:9/").catch(() => say("no fetch"));
        new Image().src = "http://127.0.0.1:9/x.png";
        const script = document.createElement("script");
        script.textContent = "say('an inline script ran')";
        document.body.append(script);
        """)
    #expect(said.contains("no fetch"))
    #expect(said.contains("refused: connect-src") && said.contains("refused: img-src"))
    #expect(!said.contains("an inline script ran"))
  }

  @Test(arguments: [
    "graphs/wrappers/k3.keras", "graphs/states-out/k3.keras", "graphs/shared-layer/k3.keras",
  ])
  func everyTickOfAModelCanBeShown(name: String) throws {
    let (console, _) = Console.imitation()
    console.execute("open \(Repository.fixture(name))")
    console.execute("feed zeros")
    console.execute("continue")
    let session = try #require(console.session)
    let count = try #require(session.machine?.program.tickCount)
    let (said, _) = try run(
      try Pages.html(session),
      test: """
        for (let tick = 1; tick < \(count); tick += 1) document.getElementById("step").click();
        say(document.getElementById("position").textContent.split(":")[0]);
        printAll();
        say(document.querySelectorAll("#paper section").length === trace.layers.length);
        """)
    #expect(said == ["tick \(count) of \(count)", "true"])
  }
}

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
}
