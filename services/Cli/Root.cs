using System.CommandLine;
using SmartCity.Cli.Commands;

namespace SmartCity.Cli;

/// <summary>The commands of <c>smartcity</c>.</summary>
internal static class Root
{
    public static RootCommand Build() => new("Looks into nodes of Smart Hengyang and acts on them.")
    {
        LogCommands.Build(), LinkCommands.Links(), LinkCommands.Enrol(), ParkedCommands.Build(), BusCommands.Build(), BackupCommands.Backup(), BackupCommands.Restore(), AccountCommands.ResetPassword(),
    };
}
