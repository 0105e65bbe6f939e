using SmartCity.Contracts.Security;
using SmartCity.Gateway.Identity;

namespace SmartCity.Gateway.Hosting;

/// <summary><c>--print-key</c>: prints the gateway's public key, for the settings of the node that is to trust it.</summary>
internal static class PrintKey
{
    public const string Switch = "--print-key";

    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [.. args.Where(arg => arg != Switch)], ContentRootPath = AppContext.BaseDirectory });
        var data = builder.Configuration["Gateway:Data"] ?? new GatewayOptions().Data;
        await output.WriteLineAsync(SigningKey.LoadOrCreate(InternalTokens.KeyFile(data)).Public.ToJwk());
        return 0;
    }
}
