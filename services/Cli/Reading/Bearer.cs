namespace SmartCity.Cli.Reading;

/// <summary>Finds the caller's token: the named file, the environment, the embedded city's.</summary>
internal static class Bearer
{
    public const string Variable = "SMARTCITY_TOKEN";
    public const string EmbeddedFile = ".smartcity/admin-token";

    /// <exception cref="Failure">There is none.</exception>
    public static string Find(string? file)
    {
        if (file is not null)
            return File.Exists(file) ? Read(file) : throw new Failure($"--token-file: there is no file {file}.", Failure.WrongUsage);
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } token)
            return token.Trim();
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, EmbeddedFile) is var found && File.Exists(found))
                return Read(found);
        throw new Failure($"No token: name a file with --token-file, put the token into {Variable}, or run where {EmbeddedFile} of the embedded city is.", Failure.Refused);
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (UnauthorizedAccessException)
        {
            throw new Failure($"{file} is its owner's alone and cannot be read; run as that user, or put a token of your own into {Variable}.", Failure.Refused);
        }
    }
}
