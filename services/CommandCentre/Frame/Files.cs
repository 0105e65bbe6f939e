using Microsoft.AspNetCore.StaticFiles;

namespace SmartCity.CommandCentre.Frame;

/// <summary>Kinds of files that the framework does not know.</summary>
internal static class Files
{
    public static FileExtensionContentTypeProvider Types { get; } = new() { Mappings = { [".mjs"] = "text/javascript" } };
}
