import Containers
import Testing

@testable import Adapter

/// The check against the protocol's schema can fail, where the schema is at hand.
@Suite(
  .enabled(if: Schema.definitions != nil, "KERASTEP_DAP_SCHEMA names no debugAdapterProtocol.json"))
struct SchemaTests {
  @Test(arguments: [
    #"{"seq":1,"type":"event","event":"stopped","body":{}}"#,
    #"{"seq":1,"type":"event","event":"stoped","body":{"reason":"step"}}"#,
    #"{"seq":"1","type":"event","event":"initialized"}"#,
    #"{"seq":1,"type":"request","command":"next","arguments":{"threadId":"1"}}"#,
    #"{"seq":1,"type":"response","request_seq":1,"success":true,"command":"threads","body":{"threads":[{"id":1}]}}"#,
    #"{"seq":1,"type":"request","command":"next","arguments":{"threadId":1,"granularity":"leap"}}"#,
  ])
  func whatIsWrongIsFound(_ text: String) throws {
    #expect(throws: Schema.Violation.self) {
      try Schema.check(try JSON(parsing: text, file: "message"))
    }
  }

  @Test func allCapabilitiesAreTheProtocols() throws {
    let talk = Talk()
    let told = try talk.done("initialize", Talk.able).objectValue?.keys ?? []
    let known = Schema.definitions?["Capabilities"]?["properties"]?.objectValue?.keys ?? []
    #expect(Set(told).subtracting(known) == [])
  }

  /// Whoever asks for something else than the schema's requests finds out here.
  @Test func allRequestsAreTheProtocols() {
    for handler in Requests.all {
      let name = handler.command.prefix(1).uppercased() + handler.command.dropFirst() + "Request"
      #expect(Schema.definitions?[name] != nil, "\(handler.command)")
    }
  }
}
