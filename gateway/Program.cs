using Microsoft.Extensions.Options;
using SmartCity.Gateway;
using SmartCity.Gateway.Hosting;

try
{
    if (args.Contains(PrintKey.Switch))
        return await PrintKey.RunAsync(args, Console.Out);
    await using var gateway = GatewayHost.Build(args);
    await gateway.RunAsync();
    return 0;
}
catch (OptionsValidationException wrong)
{
    foreach (var mistake in wrong.Failures)
        await Console.Error.WriteLineAsync(mistake);
    return 2;
}
catch (Exception wrong) when (wrong is InvalidOperationException or IOException)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 3;
}
