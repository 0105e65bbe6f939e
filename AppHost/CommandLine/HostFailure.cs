namespace SmartCity.AppHost.CommandLine;

/// <summary>Something that keeps the city from starting and that the person at the keyboard can put right; the message says how.</summary>
internal sealed class HostFailure(string message, int exitCode = HostFailure.CannotStart) : Exception(message)
{
    /// <summary>What was asked for makes no sense.</summary>
    public const int WrongOption = 2;

    /// <summary>It makes sense and did not work.</summary>
    public const int CannotStart = 3;

    public int ExitCode { get; } = exitCode;
}
