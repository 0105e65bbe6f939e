namespace SmartCity.Cli;

/// <summary>What keeps a command from being done; the message says what to do next.</summary>
internal sealed class Failure(string message, int exitCode = Failure.NotDone) : Exception(message)
{
    /// <summary>What was asked for makes no sense.</summary>
    public const int WrongUsage = 2;

    /// <summary>It makes sense and did not work: a node away, a database that is none.</summary>
    public const int NotDone = 3;

    /// <summary>The node refused: no token, or not the right.</summary>
    public const int Refused = 4;

    public int ExitCode { get; } = exitCode;

    /// <summary>Runs a command; a failure is told on the error stream and becomes its exit code.</summary>
    public static async Task<int> GuardAsync(Func<Task> run)
    {
        try
        {
            await run();
            return 0;
        }
        catch (Failure failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return failure.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
        catch (IOException)
        {
            // The reader of our output has gone, as `head` does.
            return 0;
        }
    }
}
