using System.CommandLine;
using SmartCity.Cli.Reading;
using SmartCity.Contracts.Security;

namespace SmartCity.Cli.Commands;

/// <summary><c>smartcity reset-password</c>: for somebody who locked themselves out and has no administrator at hand.</summary>
internal static class AccountCommands
{
    public static Command ResetPassword()
    {
        var node = Token.Node("--node", "Address of the node whose account it is.", "http://127.0.0.1:8100");
        var user = new Argument<string>("user") { Description = "User name of the account, for example admin." };
        var codesOff = new Option<bool>("--codes-off") { Description = "Switches their one-time codes off as well: for who lost the device." };
        var command = new Command("reset-password", "Gives an account a new password, unlocks it and ends its sessions. The password is printed once and must be changed at the first sign-in.") { user, codesOff, node, Token.Option };
        command.SetAction((line, cancellation) => Failure.GuardAsync(async () =>
        {
            var (name, off, password) = (line.GetRequiredValue(user), line.GetValue(codesOff), GeneratedPassword.Draw());
            using var client = line.Client(node);
            await client.PostAsync($"/api/command-centre/v1/accounts/{Uri.EscapeDataString(name)}/password", new { password, codesOff = off }, cancellation);
            Console.WriteLine(password);
            await Console.Error.WriteLineAsync($"This is the password of {name} until they change it at their next sign-in. It is shown nowhere else. {(off ? "One-time codes are off." : "One-time codes stay as they were.")} The audit holds who reset it.");
        }));
        return command;
    }
}
