namespace SmartCity.Gateway.Directories;

internal static class DirectoryServices
{
    public static void AddDirectory(this IServiceCollection services)
    {
        services.AddSingleton<DirectoryReader>();
        services.AddSingleton<DirectoryState>();
        services.AddSingleton<DirectoryFile>();
        services.AddSingleton<DirectoryClient>();
        services.AddHostedService<DirectoryLoop>();
    }
}
