import ArgumentParser
import Console
import Containers
import Teaching

/// `kerastep manual FOLDER`, which `make install` calls: the manual pages, into `man1` and `man7` of a folder.
struct Manual: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Write the manual pages, for an installation.",
    shouldDisplay: false)

  @Argument(help: "A folder that has folders man1 and man7.", completion: .directory)
  var folder: String

  func perform(_ output: Output) throws -> Int32 {
    for page in try ManualPage.all(of: Kerastep.self) {
      try FileBytes.write(Array(page.text.utf8), to: "\(folder)/man1/\(page.name).1")
    }
    let commands = CommandsManual.page(
      Teaching.commands, day: Version.day, source: ManualPage.source)
    try FileBytes.write(Array(commands.utf8), to: "\(folder)/man7/\(CommandsManual.name).7")
    return 0
  }
}
