using SmartCity.Benchmarks.Gateway;

if (args is ["gateway"])
    return await GatewayBenchmark.RunAsync(Console.Out);
return 0;
